/** The answer to why and why not for one person. */
import { UserMinus, UserPlus, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { PersonAnswer } from '#shared/contract/explain.ts';
import { failureOf, useAsk } from '../../api/index.ts';
import { useT } from '../../i18n/index.ts';
import { Button, Code, Failure, IconButton, Loading } from '../../ui/index.ts';
import { useTold } from '../finding-words/index.ts';
import { EffectList, Remark } from './effect.tsx';
import styles from './staffing.module.css';
import { partWords } from './words.ts';

export interface AnswerProps {
  readonly operation: string;
  readonly task: string;
  readonly person: string;
  readonly mine: boolean;
  readonly busy: boolean;
  /** It takes the focus once it is there. */
  readonly focused: boolean;
  readonly onAssign: () => void;
  readonly onTakeOff: () => void;
  readonly onClose: () => void;
}

export function Answer(props: AnswerProps) {
  const { operation, task, person } = props;
  const asked = useAsk('explain.person', { operation, task, person }, { keep: false });
  if (asked.isError) return <Failure error={failureOf(asked.error)} />;
  if (!asked.data) return <Loading lines={3} />;
  return <Known {...props} answer={asked.data} />;
}

function Known({
  answer,
  mine,
  busy,
  focused,
  onAssign,
  onTakeOff,
  onClose,
}: AnswerProps & { readonly answer: PersonAnswer }) {
  const words = useT();
  const told = useTold();
  const { t, maybe } = words;
  const { person, assigned, parts, only, effect, stops } = answer;
  const brings = partWords(parts, words);
  const alone = only ? partWords(only, words) : [];
  const [stop] = stops;
  const box = useRef<HTMLElement>(null);
  useEffect(() => {
    box.current?.scrollIntoView({ block: 'nearest' });
    if (focused) box.current?.focus({ preventScroll: true });
  }, [focused]);
  return (
    <article
      ref={box}
      tabIndex={-1}
      className={styles.answer}
      aria-label={t(assigned ? 'staffing.whyOf' : 'staffing.whyNotOf', { name: person.name })}
    >
      <header>
        <span className={styles.who}>
          <Code>{person.code}</Code> <b dir="auto">{person.name}</b>
          <small>
            <bdi>{person.role}</bdi> · <bdi>{person.agency}</bdi>
          </small>
        </span>
        <IconButton label={t('staffing.closeAnswer')} onClick={onClose}>
          <X size={16} aria-hidden />
        </IconButton>
      </header>
      {assigned ? (
        <>
          <p>
            {brings.length > 0 ? t('staffing.brings', { what: brings.join(' · ') }) : t('staffing.bringsNoNeed')}{' '}
            {alone.length > 0 ? <b>{t('staffing.onlyOne', { what: alone.join(' · ') })}</b> : null}
          </p>
          <h4>{t('staffing.ifOff')}</h4>
        </>
      ) : (
        <>
          <p>
            {brings.length > 0 ? (
              <Remark tone="ready">{t('staffing.closes', { what: brings.join(' · ') })}</Remark>
            ) : (
              t('staffing.closesNothing')
            )}
          </p>
          <h4>{t('staffing.ifOn')}</h4>
        </>
      )}
      <EffectList effect={effect} />
      {mine ? (
        stop ? (
          <p className={styles.stop}>
            <Remark tone="block">
              {t('staffing.stopped', { what: maybe(`rule.${stop.rule}.name`, stop.message), rule: stop.rule })}
            </Remark>{' '}
            {maybe(`rule.${stop.rule}.fix`, '')} {told(stop).lift}
          </p>
        ) : assigned ? (
          <Button aria-disabled={busy} onClick={onTakeOff}>
            <UserMinus size={14} aria-hidden /> {t('staffing.takeOff')}
          </Button>
        ) : (
          <Button aria-disabled={busy} onClick={onAssign}>
            <UserPlus size={14} aria-hidden /> {t('staffing.assign')}
          </Button>
        )
      ) : null}
    </article>
  );
}
