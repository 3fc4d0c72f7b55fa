import type { ReactNode } from 'react';
import styles from './before-after.module.css';
import { cx } from './cx.ts';

export interface Compared {
  readonly key: string;
  readonly name: ReactNode;
  readonly before: ReactNode;
  readonly after: ReactNode;
  readonly changed: boolean;
}

/** Old and new side by side, as a table. */
export function BeforeAfter({
  heads,
  rows,
  clocks = false,
}: {
  readonly heads: readonly [string, string, string];
  readonly rows: readonly Compared[];
  /** The rows are clocks: their names stand back like the heads. */
  readonly clocks?: boolean;
}) {
  return (
    <table className={cx(styles.table, clocks && styles.clocks)}>
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, name, before, after, changed }) => (
          <tr key={key}>
            <th scope="row" className={cx(clocks && styles.clock)}>
              {name}
            </th>
            <td>{before}</td>
            <td className={cx(changed && styles.changed)}>{after}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
