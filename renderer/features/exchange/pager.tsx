import { useT } from '../../i18n/index.ts';
import { Button } from '../../ui/index.ts';
import page from './exchange.module.css';

/** Newer, older, and where in the list one is; nothing at all when one page holds everything. */
export function Pager({
  first,
  count,
  total,
  onFirst,
  words,
}: {
  readonly first: number;
  readonly count: number;
  readonly total: number;
  readonly onFirst: (first: number) => void;
  /** Instead of "newer" and "older", for lists that are in another order. */
  readonly words?: { readonly back: string; readonly on: string };
}) {
  const { t } = useT();
  if (total <= count) return null;
  return (
    <div className={page.row}>
      <Button disabled={first === 0} onClick={() => onFirst(Math.max(0, first - count))}>
        {words?.back ?? t('box.newer')}
      </Button>
      <Button disabled={first + count >= total} onClick={() => onFirst(first + count)}>
        {words?.on ?? t('box.older')}
      </Button>
      <span>{t('box.range', { from: first + 1, to: Math.min(first + count, total), total })}</span>
    </div>
  );
}
