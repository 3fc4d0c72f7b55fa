import type { ConflictItem } from '#shared/contract/exchange-conflicts.ts';
import { useAsk } from '../../api/index.ts';
import { useT } from '../../i18n/index.ts';
import { Code, Ltr } from '../../ui/index.ts';
import styles from './desk.module.css';
import { When } from './when.tsx';

type Wire = ConflictItem['provisional'];
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?Z$/;
const RECORD = /^[A-Za-z0-9_-]{32}$/;
const CODE_LIKE = /^[\w+:.\-/ ]{1,40}$/;

/** A value as it travels, made readable: instants with their zone, lists one by one, nothing said as such. Text stays inert. */
export function Value({ field, value }: { readonly field: string; readonly value: Wire }) {
  const { t } = useT();
  if (field === '_life') return <span>{t(value === null ? 'conflicts.life.open' : 'conflicts.life.closed')}</span>;
  if (value === null || value === '') return <i className={styles.none}>{t('difference.none')}</i>;
  if (typeof value === 'number') return <Ltr>{value}</Ltr>;
  if (typeof value === 'string') {
    if (INSTANT.test(value)) {
      const at = Date.parse(value);
      return (
        <span>
          <When at={at} />
        </span>
      );
    }
    if (RECORD.test(value)) return <Reference id={value} />;
    return CODE_LIKE.test(value) ? <Ltr>{value}</Ltr> : <bdi className={styles.text}>{value}</bdi>;
  }
  return (
    <span className={styles.list}>
      {value.map((v, i) => (
        <span key={`${i}${JSON.stringify(v)}`}>
          <Value field={field} value={v} />
        </span>
      ))}
    </span>
  );
}

/** What a record is called here. The target may be withheld, or be an agency: then its beginning is all there is to show. */
function Reference({ id }: { readonly id: string }) {
  const { maybe } = useT();
  const ask = useAsk('exchange.names', { records: [id] }, { keep: false });
  const [item] = ask.data ?? [];
  if (!item || (item.code === '' && item.label === '')) return <Code mono>{`${id.slice(0, 8)}…`}</Code>;
  return (
    <span>
      <Code>{item.code}</Code> <bdi>{item.label}</bdi>{' '}
      <small className={styles.none}>{maybe(`kind.${item.kind}`, item.kind)}</small>
    </span>
  );
}

export const sameValue = (a: Wire, b: Wire): boolean => JSON.stringify(a) === JSON.stringify(b);
