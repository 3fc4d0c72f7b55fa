/** What a task lacks, and the best three who could fill it. Nothing is applied before somebody presses Assign. */
import { UserPlus } from 'lucide-react';
import { type KeyboardEvent, type RefObject } from 'react';
import type { PersonBrief, SuggestionsView, SuggestionView } from '#shared/contract/explain.ts';
import { useT } from '../../i18n/index.ts';
import { Button, Code, Ltr } from '../../ui/index.ts';
import { burdensOf, Remark } from './effect.tsx';
import styles from './staffing.module.css';
import { gapWords, partWords, roughly } from './words.ts';

export function Suggestions({
  answer,
  mine,
  busy,
  list,
  onAssign,
  onWhy,
}: {
  readonly answer: SuggestionsView;
  /** Whether this agency keeps the operation: nobody else changes it here. */
  readonly mine: boolean;
  readonly busy: boolean;
  readonly list: RefObject<HTMLUListElement | null>;
  readonly onAssign: (person: PersonBrief) => void;
  readonly onWhy: (person: PersonBrief) => void;
}) {
  const words = useT();
  const { t } = words;
  const { gap, best, others } = answer;
  if (!gap) return null;
  const fillable = gap.skills.length + gap.languages.length > 0 || gap.arms;
  // ↓ goes to the next suggestion: Enter accepts the one that has the focus.
  const onKey = (e: KeyboardEvent): void => {
    const step = e.key === 'ArrowDown' ? 1 : e.key === 'ArrowUp' ? -1 : 0;
    const buttons = [...(list.current?.querySelectorAll<HTMLButtonElement>('[data-assign]') ?? [])];
    const at = buttons.findIndex((b) => b === document.activeElement);
    if (step === 0 || at < 0) return;
    e.preventDefault();
    buttons[(at + step + buttons.length) % buttons.length]?.focus();
  };
  return (
    <div className={styles.gap}>
      <p>
        <Remark tone={gap.severity}>{t('staffing.lacks', { what: gapWords(gap, words).join(' · ') })}</Remark>
      </p>
      {best.length > 0 ? (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- arrow keys bubble here from the buttons inside
        <ul className={styles.best} ref={list} aria-label={t('staffing.best')} onKeyDown={onKey}>
          {best.map((one) => (
            <Suggestion key={one.person.id} one={one} mine={mine} busy={busy} onAssign={onAssign} onWhy={onWhy} />
          ))}
        </ul>
      ) : (
        <p className={styles.muted}>
          {t(!fillable ? 'staffing.notByAssigning' : others.blocked > 0 ? 'staffing.nobodyFits' : 'staffing.nobodyHas')}
        </p>
      )}
      {fillable ? (
        <p className={styles.others}>
          {[
            others.behind > 0 ? t('staffing.behind', { count: others.behind }) : null,
            others.blocked > 0 ? t('staffing.blocked', { count: others.blocked }) : null,
            others.useless > 0 ? t('staffing.useless', { count: others.useless }) : null,
          ]
            .filter((part) => part !== null)
            .join(' · ')}
        </p>
      ) : null}
    </div>
  );
}

function Suggestion({
  one,
  mine,
  busy,
  onAssign,
  onWhy,
}: {
  readonly one: SuggestionView;
  readonly mine: boolean;
  readonly busy: boolean;
  readonly onAssign: (person: PersonBrief) => void;
  readonly onWhy: (person: PersonBrief) => void;
}) {
  const words = useT();
  const { t, maybe } = words;
  const { person, closes, effect, loadMinutes, restMinutes } = one;
  const burdens = burdensOf(effect);
  return (
    <li>
      <span className={styles.who}>
        <Code>{person.code}</Code>{' '}
        <button type="button" className={styles.link} onClick={() => onWhy(person)}>
          <bdi>{person.name}</bdi>
        </button>
        <small>
          <bdi>{person.role}</bdi> · <bdi>{person.agency}</bdi>
        </small>
      </span>
      {mine ? (
        <Button data-assign aria-disabled={busy} onClick={() => onAssign(person)}>
          <UserPlus size={14} aria-hidden /> {t('staffing.assign')}
          <span className="visually-hidden">
            {' '}
            <bdi>{person.name}</bdi>
          </span>
        </Button>
      ) : (
        <span />
      )}
      <span className={styles.effects}>
        <Remark tone="ready">{t('staffing.closes', { what: partWords(closes, words).join(' · ') })}</Remark>
        {burdens.length === 0 ? (
          <span className={styles.muted}>{t('staffing.bringsNothing')}</span>
        ) : (
          burdens.map((f) => (
            <Remark key={`${f.rule}${f.subject}`} tone={f.severity} label={t(`severity.${f.severity}`)}>
              {maybe(`rule.${f.rule}.name`, f.message)} <Code>{f.rule}</Code>
            </Remark>
          ))
        )}
        <small className={styles.muted}>
          {t('staffing.around')} <Ltr>{roughly(loadMinutes)}</Ltr> ·{' '}
          {restMinutes === null ? (
            t('staffing.nothingElse')
          ) : (
            <>
              {t('staffing.free')} <Ltr>{roughly(restMinutes)}</Ltr>
            </>
          )}
        </small>
      </span>
    </li>
  );
}
