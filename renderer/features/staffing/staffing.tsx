/** The people of the selected task: who is on it, what it lacks, who could fill it, and why or why not. */
import { useEffect, useRef, useState } from 'react';
import type { PersonBrief } from '#shared/contract/explain.ts';
import type { OperationCard, TaskDetail } from '#shared/contract/planning.ts';
import { failureOf, useAsk, useSend } from '../../api/index.ts';
import { useT } from '../../i18n/index.ts';
import { useAnnounce } from '../../state/steps.ts';
import { Code, Failure, ReadOnly } from '../../ui/index.ts';
import { Answer } from './answer.tsx';
import { Finder } from './finder.tsx';
import styles from './staffing.module.css';
import { useGapFilled } from './next-gap.ts';
import { Suggestions } from './suggestions.tsx';
import { useWish, wishTaken } from './wish.ts';

export function Staffing({ card, detail }: { readonly card: OperationCard; readonly detail: TaskDetail }) {
  const { t } = useT();
  const operation = card.id;
  const task = detail.row.id;
  const [asked, setAsked] = useState<string | null>(null);
  // somebody who was searched for: the answer about them takes the focus
  const [focused, setFocused] = useState(false);
  const section = useRef<HTMLElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const suggestions = useAsk('gap.suggest', { operation, task }, { keep: false });
  const assign = useSend('person.assign');
  const takeOff = useSend('person.unassign');
  const announce = useAnnounce();
  const goOn = useGapFilled(operation);
  const busy = assign.isPending || takeOff.isPending;
  const wish = useWish((s) => s.wish);
  const ready = suggestions.isSuccess || suggestions.isError;
  const [met, setMet] = useState<typeof wish>(null);
  if (wish !== met && ready) {
    setMet(wish);
    if (wish?.to === 'person' && wish.task === task) {
      setAsked(wish.person);
      setFocused(true);
    }
  }

  useEffect(() => {
    if (wish === null || !ready || (wish.task ?? task) !== task) return;
    if (wish.to === 'person') {
      wishTaken();
      return;
    }
    const best = list.current?.querySelector<HTMLElement>('[data-assign]');
    (wish.to === 'why' ? input.current : (best ?? section.current))?.focus();
    wishTaken();
  }, [wish, ready, task]);

  /** `isSuggested`: the best suggestions stand in a walk through the gaps, and accepting one goes on with it. */
  const change = (send: typeof assign, person: string, isSuggested = false): void => {
    if (busy) return;
    assign.reset();
    takeOff.reset();
    send.mutate(
      { operation, task, person },
      {
        onSuccess: (done) => {
          setAsked(null);
          announce(done);
          const stay = (): void => section.current?.focus();
          // The button that was pressed is gone: the focus stays with the people of the task.
          stay();
          if (isSuggested)
            void suggestions
              .refetch()
              .then(() => goOn(task))
              .catch(stay);
        },
      },
    );
  };
  const ask = (person: string | null): void => {
    setFocused(false);
    setAsked(person);
  };
  const why = ({ id }: Pick<PersonBrief, 'id'>): void => ask(asked === id ? null : id);
  const problem = assign.error ?? takeOff.error ?? suggestions.error;
  return (
    // A list like those beside it: letter keys act here too, so that W and Shift+G go on from person to person.
    <section ref={section} tabIndex={-1} className={styles.staffing} aria-label={t('staffing.people')} data-picture>
      <h3>{t('inspector.people', { count: detail.people.length })}</h3>
      <ul className={styles.people}>
        {detail.people.map((p) => (
          <li key={p.id}>
            <Code>{p.code}</Code>
            <button type="button" className={styles.link} aria-expanded={asked === p.id} onClick={() => why(p)}>
              <bdi>{p.name}</bdi>
            </button>
            <span className={styles.muted}>
              <bdi>{p.role}</bdi>
            </span>
            <span className={styles.muted}>{p.agency}</span>
          </li>
        ))}
      </ul>
      {detail.people.length === 0 ? <p className={styles.muted}>{t('inspector.nobody')}</p> : null}
      {suggestions.data ? (
        <Suggestions
          answer={suggestions.data}
          mine={card.mine}
          busy={busy}
          list={list}
          onAssign={({ id }) => change(assign, id, true)}
          onWhy={why}
        />
      ) : null}
      {problem ? <Failure error={failureOf(problem)} /> : null}
      <Finder operation={operation} task={task} input={input} onPick={({ id }) => ask(id)} />
      {asked === null ? null : (
        <Answer
          key={asked}
          operation={operation}
          task={task}
          person={asked}
          mine={card.mine}
          busy={busy}
          focused={focused}
          onAssign={() => change(assign, asked)}
          onTakeOff={() => change(takeOff, asked)}
          onClose={() => {
            setAsked(null);
            input.current?.focus();
          }}
        />
      )}
      {card.mine ? null : <ReadOnly>{t('staffing.readOnly', { agency: card.ownerCode })}</ReadOnly>}
    </section>
  );
}
