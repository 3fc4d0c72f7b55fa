/** Who of the operation with the focus works in others as well: the same in words as the lines between the lanes, and a way to each. */
import { useEffect, useRef, useState } from 'react';
import type { SharedWith } from '#shared/contract/editions.ts';
import { useAsk } from '../../api/index.ts';
import { dateText, numberText, timeText, useT } from '../../i18n/index.ts';
import { useCommand } from '../../state/bus.ts';
import { usePlace } from '../../state/place.ts';
import { usePortfolio } from '../../state/portfolio.ts';
import { Code, Sign } from '../../ui/index.ts';
import styles from './operations.module.css';

/** Who walks the rows by holding a key is asked about where they stop. */
const REST_MS = 120;
/** So many names of each operation stand in the strip; the count tells of the others. */
const NAMES = 6;

function useRested(value: string | null): string | null {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), REST_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return rested;
}

export function useSharedPeople() {
  const filter = usePortfolio((s) => s.filter);
  const order = usePortfolio((s) => s.order);
  const operation = useRested(usePortfolio((s) => s.focused));
  return useAsk('operation.shared', { operation: operation ?? '', ...filter, order }, { when: operation !== null });
}

export function SharedPeople() {
  const { t } = useT();
  const strip = useRef<HTMLElement>(null);
  const ask = useSharedPeople();
  const { people = 0, total = 0, others = [] } = ask.data ?? {};
  const clashes = others.reduce((sum, other) => sum + other.clashes, 0);
  useCommand('people.shared', () => strip.current?.querySelector('button')?.focus(), total > 0);
  if (!ask.data) return null;
  return (
    <section className={styles.shared} aria-label={t('shared.title')} ref={strip} data-region-start>
      <p role="status">
        {total === 0 ? t('shared.none') : t('shared.point', { count: people, operations: total })}{' '}
        {clashes > 0 ? <Sign tone="block">{t('shared.clashes', { count: clashes })}</Sign> : null}
      </p>
      {total === 0 ? null : (
        <ul>
          {others.map((other) => (
            <Other key={other.operation} other={other} />
          ))}
        </ul>
      )}
      {total > others.length ? <p>{t('shared.more', { count: total - others.length })}</p> : null}
    </section>
  );
}

function Other({ other }: { readonly other: SharedWith }) {
  const { t, language } = useT();
  const go = (): void => {
    if (other.row === null) usePlace.getState().openOperation(other.operation);
    else usePortfolio.getState().reach(other.row);
  };
  return (
    <li>
      <button type="button" className={styles.name} onClick={go}>
        <bdi>{other.codeName}</bdi>
        <span className="visually-hidden">{t(other.row === null ? 'shared.openIt' : 'shared.goTo')}</span>
      </button>
      <span className={styles.muted}>{numberText(other.people, language)}:</span>
      {other.names.slice(0, NAMES).map(({ name, agency, clashes }) => {
        const [first] = clashes;
        return (
          <span key={`${name} ${agency}`}>
            <bdi>{name}</bdi> <Code>{agency}</Code>
            {first ? (
              <>
                {' '}
                <Sign tone="block" label={t('shared.clash')}>
                  <bdi>{`${first.mine} / ${first.theirs}`}</bdi>{' '}
                  <span>{`${dateText(first.from, 'UTC', language)} ${timeText(first.from, 'UTC')} UTC`}</span>
                </Sign>
              </>
            ) : null}
          </span>
        );
      })}
      {other.people > NAMES ? (
        <span className={styles.muted}>{t('shared.moreNames', { count: other.people - NAMES })}</span>
      ) : null}
      {other.row === null ? <span className={styles.muted}>{t('shared.outside')}</span> : null}
    </li>
  );
}

/** People shared with any other operation, by operation; those in sight are asked together. */
export function useSharedCounts(operations: readonly string[]): ReadonlyMap<string, number> {
  const ids = operations.slice(0, 200);
  const ask = useAsk('people.shared', { operations: ids }, { when: ids.length > 0 });
  return new Map(ids.flatMap((id, n) => (ask.data?.[n] === undefined ? [] : [[id, ask.data[n]] as const])));
}
