/** Tasks taken over from another operation of this agency or from a template: chosen in a list, looked at, then made as one step. */
import { useState } from 'react';
import { MOST_TASKS } from '#shared/contract/editing.ts';
import type { OperationCard } from '#shared/contract/planning.ts';
import { failureOf, useAsk, useSend } from '../../api/index.ts';
import { useT } from '../../i18n/index.ts';
import { useAnnounce } from '../../state/steps.ts';
import { Button, Check, Choice, Code, Failure, Field, LeaveApply, Ltr, ReadOnly, Sheet } from '../../ui/index.ts';
import { FindingDiff } from '../findings/index.ts';
import { toggled } from './neighbours.ts';
import styles from './panel.module.css';

const ALL = { find: '', status: null, blocked: false, first: 0, count: 200, order: 'name' } as const;

export function CopySheet({ card, onClose }: { readonly card: OperationCard; readonly onClose: () => void }) {
  const { t } = useT();
  const operations = useAsk('operation.list', ALL);
  const templates = useAsk('template.list', {});
  const sources = [
    ...(templates.data ?? []).map(({ id, name }) => ({ value: id, label: t('template.named', { name }) })),
    ...(operations.data?.cards ?? [])
      .filter(({ id, mine }) => mine && id !== card.id)
      .map(({ id, code, codeName }) => ({ value: id, label: `${codeName} · ${code}` })),
  ];
  const [chosen, setChosen] = useState('');
  const [text, setText] = useState('');
  const [tasks, setTasks] = useState<readonly string[]>([]);
  const from = chosen === '' ? (sources[0]?.value ?? '') : chosen;
  const list = useAsk('copy.tasks', { from, text }, { when: from !== '' });
  const wish = { operation: card.id, from, tasks: [...tasks] };
  const preview = useAsk('copy.preview', wish, { when: tasks.length > 0 });
  const known = tasks.length > 0 && preview.data && !preview.isPlaceholderData ? preview.data : null;
  const send = useSend('copy.make');
  const announce = useAnnounce();
  const ready = tasks.length > 0 && card.mine;
  const apply = (): void => {
    if (!ready || send.isPending) return;
    send.mutate(wish, {
      onSuccess: (done) => {
        onClose();
        announce(done);
      },
    });
  };
  const shown = list.data?.tasks ?? [];
  const waiting = operations.data === undefined || templates.data === undefined;
  return (
    <Sheet
      open
      wide
      onClose={onClose}
      onApply={apply}
      title={t('copy.title')}
      closeLabel={t('action.close')}
      foot={
        <LeaveApply onLeave={onClose} onApply={apply} disabled={!ready || send.isPending}>
          {t('copy.make', { n: tasks.length })}
        </LeaveApply>
      }
    >
      {card.mine ? null : <ReadOnly>{t('calendar.readOnly', { agency: card.ownerCode })}</ReadOnly>}
      {sources.length === 0 ? <p>{t(waiting ? 'state.loading' : 'copy.nowhere')}</p> : null}
      {sources.length === 0 ? null : (
        <>
          <div className={styles.pair}>
            <Choice
              label={t('copy.from')}
              value={from}
              options={sources}
              onPick={(next) => {
                setChosen(next);
                setTasks([]);
              }}
            />
            <Field label={t('timeline.find')} value={text} onText={setText} type="search" autoComplete="off" />
          </div>
          <Button
            tone="quiet"
            onClick={() => setTasks([...new Set([...tasks, ...shown.map(({ id }) => id)])].slice(0, MOST_TASKS))}
          >
            {t('copy.all', { n: shown.length, total: list.data?.total ?? 0 })}
          </Button>
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a list that scrolls is reached by the keyboard */}
          <ul className={styles.choices} tabIndex={0} aria-label={t('copy.list')}>
            {shown.map((task) => (
              <li key={task.id}>
                <Check checked={tasks.includes(task.id)} onCheck={() => setTasks(toggled(tasks, task.id))}>
                  <Code>{task.code}</Code> <bdi>{task.title}</bdi>{' '}
                  <span className={styles.muted}>
                    <Ltr>{[task.phase, task.at].filter(Boolean).join(' · ')}</Ltr>
                  </span>
                </Check>
              </li>
            ))}
          </ul>
        </>
      )}
      {list.isError ? <Failure error={failureOf(list.error)} /> : null}
      {preview.isError ? <Failure error={failureOf(preview.error)} /> : null}
      {send.isError ? <Failure error={failureOf(send.error)} /> : null}
      {known ? (
        <section className={styles.effect} aria-label={t('bulk.effect')}>
          <p>{t('copy.counts', { n: known.tasks, links: known.links })}</p>
          {known.missing.length > 0 ? (
            <p>
              {t('copy.missing', {
                what: known.missing.map(({ what, code }) => `${t(`copy.what.${what}`)} ${code}`).join(', '),
              })}
            </p>
          ) : null}
          <FindingDiff added={known.added} gone={known.gone} />
        </section>
      ) : null}
    </Sheet>
  );
}
