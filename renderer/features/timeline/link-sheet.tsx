/** Linking two tasks, changing a link, taking it away: what it would do is shown first, and a circle is refused by naming its tasks. */
import { useDeferredValue, useId, useState } from 'react';
import type { TimelineLink } from '#shared/contract/planning.ts';
import { DEPENDENCY_TYPES, type DependencyType } from '#shared/model/vocabulary.ts';
import { failureOf, useAsk, useSend } from '../../api/index.ts';
import { useT } from '../../i18n/index.ts';
import { useAnnounce } from '../../state/steps.ts';
import { Check, Choice, Code, Failure, Fault, Field, LeaveApply, Segments, Sheet, Sign } from '../../ui/index.ts';
import { FindingDiff } from '../findings/index.ts';
import styles from './panel.module.css';

export interface LinkEnd {
  readonly id: string;
  readonly code: string;
  readonly title: string;
}
/** What the sheet begins with. */
export interface LinkWish {
  readonly task: LinkEnd;
  /** What it waits for; null: still to be named. */
  readonly on: LinkEnd | null;
  /** The link that is changed; null: a new one. */
  readonly was: Pick<TimelineLink, 'type' | 'lag'> | null;
}

const LAG = /^[+-−–]?\d{1,6}$/;
const isType = (text: string): text is DependencyType => (DEPENDENCY_TYPES as readonly string[]).includes(text);

export function LinkSheet({
  operation,
  wish,
  onClose,
}: {
  readonly operation: string;
  readonly wish: LinkWish;
  readonly onClose: () => void;
}) {
  const { t } = useT();
  const id = useId();
  const was = wish.was && isType(wish.was.type) ? { type: wish.was.type, lag: wish.was.lag } : null;
  const [waits, setWaits] = useState<'for' | 'by'>('for');
  const [typed, setTyped] = useState('');
  const [type, setType] = useState<DependencyType>(was?.type ?? 'FS');
  const [lagText, setLag] = useState(String(was?.lag ?? 0));
  const [off, setOff] = useState(false);
  const found = useAsk('timeline.find', { operation, text: typed.trim() }, { when: wish.on === null && typed !== '' });
  const others = (found.data ?? []).filter((one) => one.id !== wish.task.id);
  const exact = others.find((one) => one.code.toLowerCase() === typed.trim().toLowerCase());
  const named: LinkEnd | null = wish.on ?? exact ?? (others.length === 1 ? (others[0] ?? null) : null);
  const lag = LAG.test(lagText.trim()) ? Number(lagText.trim().replace(/^[−–]/, '-')) : null;
  const [task, on] = waits === 'for' ? [wish.task, named] : [named, wish.task];
  const complete = task !== null && on !== null && lag !== null;
  const input = {
    operation,
    task: task?.id ?? wish.task.id,
    on: on?.id ?? wish.task.id,
    was: was?.type ?? null,
    link: off ? null : { type, lag: lag ?? 0 },
  };
  const same = was !== null && !off && was.type === type && was.lag === lag;
  const settled = useDeferredValue(input);
  const preview = useAsk('link.preview', settled, { when: complete && !same });
  const known = complete && !same && preview.data && !preview.isPlaceholderData ? preview.data : null;
  const send = useSend('link.set');
  const announce = useAnnounce();
  const ready = complete && !same && known !== null && known.cycle === null;
  const apply = (): void => {
    if (!ready || send.isPending) return;
    send.mutate(input, {
      onSuccess: (done) => {
        onClose();
        announce(done);
      },
    });
  };
  return (
    <Sheet
      open
      onClose={onClose}
      onApply={apply}
      title={t(was ? 'link.changeTitle' : 'link.title', { code: wish.task.code })}
      closeLabel={t('action.close')}
      foot={<LeaveApply onLeave={onClose} onApply={apply} disabled={!ready || send.isPending} />}
    >
      {wish.on === null ? (
        <>
          <Field
            label={t('link.other')}
            value={typed}
            onText={setTyped}
            list={`${id}tasks`}
            autoComplete="off"
            spellCheck={false}
            hint={t('link.otherHint')}
            fault={typed !== '' && found.data && others.length === 0 ? t('link.noTask', { text: typed }) : undefined}
          />
          <datalist id={`${id}tasks`}>
            {others.map((one) => (
              <option key={one.id} value={one.code}>
                {one.title}
              </option>
            ))}
          </datalist>
          <Segments
            label={t('link.direction')}
            value={waits}
            options={[
              { value: 'for', label: t('link.waitsFor') },
              { value: 'by', label: t('link.waitedFor') },
            ]}
            onPick={setWaits}
          />
        </>
      ) : null}
      {task && on ? (
        <p>
          <Code>{task.code}</Code> <bdi>{task.title}</bdi>
          <br />
          {t('link.after')} <Code>{on.code}</Code> <bdi>{on.title}</bdi>
        </p>
      ) : null}
      {was ? (
        <Check checked={off} onCheck={setOff}>
          {t('link.off')}
        </Check>
      ) : null}
      {off ? null : (
        <div className={styles.pair}>
          <Choice
            label={t('link.type')}
            value={type}
            options={DEPENDENCY_TYPES.map((one) => ({ value: one, label: `${one} · ${t(`dependency.${one}`)}` }))}
            onPick={setType}
          />
          <Field
            label={t('link.lag')}
            value={lagText}
            onText={setLag}
            dir="ltr"
            inputMode="numeric"
            autoComplete="off"
            fault={lag === null ? t('link.lagFault') : undefined}
          />
        </div>
      )}
      {send.isError ? <Failure error={failureOf(send.error)} /> : null}
      {complete && !same && preview.isError ? <Failure error={failureOf(preview.error)} /> : null}
      {known?.cycle ? (
        <Fault>{t('link.cycle', { tasks: [...known.cycle, known.cycle[0] ?? ''].join(' → ') })}</Fault>
      ) : known ? (
        <section className={styles.effect} aria-label={t('bulk.effect')}>
          {known.holds === null ? null : (
            <Sign tone={known.holds ? 'ready' : 'block'}>{t(known.holds ? 'link.holds' : 'link.broken')}</Sign>
          )}
          <FindingDiff added={known.added} gone={known.gone} />
        </section>
      ) : null}
    </Sheet>
  );
}
