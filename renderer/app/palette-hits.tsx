/** What a search found, as lines of the palette: where it stands, where the words were, how it is marked and in which state. */
import { useMemo, useState } from 'react';
import type { Output } from '#shared/contract/contract.ts';
import type { SearchHitView } from '#shared/contract/search.ts';
import { call, useAsk } from '../api/index.ts';
import { biText, useT } from '../i18n/index.ts';
import { useMarkingOnScreen } from '../state/marking.ts';
import { MarkingSign, Sign, strictest } from '../ui/index.ts';
import styles from './shell.module.css';

const PAGE = 20;
type Page = Output<'search.find'>;

export interface Found {
  readonly hits: readonly SearchHitView[];
  /** The answer belongs to what stands in the field now. */
  readonly fresh: boolean;
  readonly waiting: number;
  readonly error: unknown;
  /** null: that was all. */
  readonly more: (() => void) | null;
}

/** Searches while somebody types; further pages only when asked for. */
export function useFound(operation: string | null, text: string): Found {
  const when = text !== '';
  const ask = useAsk('search.find', { operation, text, after: null, count: PAGE }, { when });
  const [further, setFurther] = useState<{ readonly of: Page; readonly pages: readonly Page[] } | null>(null);
  const [failed, setFailed] = useState<{ readonly of: Page; readonly error: unknown } | null>(null);
  const first = when ? ask.data : undefined;
  const pages = useMemo(
    () => (first === undefined ? [] : [first, ...(further?.of === first ? further.pages : [])]),
    [first, further],
  );
  const hits = useMemo(() => pages.flatMap((page) => page.hits), [pages]);
  const marking = useMemo(() => strictest(hits.map((hit) => hit.marking)), [hits]);
  useMarkingOnScreen(marking);
  const last = pages.at(-1);
  const next = last?.next ?? null;
  return {
    hits,
    fresh: !when || ask.isError || first?.text === text,
    waiting: first?.waiting ?? 0,
    error: ask.error ?? (failed?.of === first ? failed?.error : null),
    more:
      first === undefined || next === null
        ? null
        : () => {
            call('search.find', { operation, text: first.text, after: next, count: PAGE }).then(
              (page) => setFurther({ of: first, pages: [...pages.slice(1), page] }),
              (error: unknown) => setFailed({ of: first, error }),
            );
          },
  };
}

/** Second line and signs of a result. */
export function HitNotes({ hit, here }: { readonly hit: SearchHitView; readonly here: string | null }) {
  const { t, maybe } = useT();
  const { operation, found, field, excerpt } = hit;
  const elsewhere = hit.kind !== 'operation' && operation.id !== here;
  return (
    <>
      {elsewhere ? <bdi>{operation.codeName || operation.code}</bdi> : null}
      {found === 'sound' ? <span>{t('palette.sound')}</span> : null}
      {found === 'text' && excerpt !== null ? (
        <span>
          {maybe(`field.${field ?? ''}`, t('palette.text'))}: <bdi dir="auto">{excerpt}</bdi>
        </span>
      ) : null}
      {hit.through === null ? null : <span>{t(hit.through === 'branch' ? 'palette.branch' : 'palette.past')}</span>}
      {hit.nameless ? <span>{t('palette.nameless')}</span> : null}
      {hit.contested ? <Sign tone="block">{t('palette.conflict')}</Sign> : null}
    </>
  );
}
/** Whether a result has something to say on a second line. */
export const hasNotes = (hit: SearchHitView, here: string | null): boolean =>
  (hit.kind !== 'operation' && hit.operation.id !== here) ||
  hit.found === 'sound' ||
  hit.found === 'text' ||
  hit.through !== null ||
  hit.nameless ||
  hit.contested;

export const HitMarking = ({ hit }: { readonly hit: SearchHitView }) => (
  <span className={styles.hitMarking}>
    <MarkingSign marking={hit.marking} />
  </span>
);

export function useHitLabel(): (hit: SearchHitView) => string {
  const { language } = useT();
  return (hit) => biText(hit.label, language);
}
