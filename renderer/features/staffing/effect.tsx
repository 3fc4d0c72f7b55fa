/** What a change of people does to the findings: each with its sign, the name of its rule, and what exactly it says. */
import type { EffectView } from '#shared/contract/explain.ts';
import type { FindingView } from '#shared/contract/values.ts';
import { useT } from '../../i18n/index.ts';
import type { ReactNode } from 'react';
import { Code, cx, SignShape, type Tone } from '../../ui/index.ts';
import { FindingSentence } from '../finding-words/index.ts';
import styles from './staffing.module.css';

/** A sign with words that may take more than one line: the inspector is narrow, and names of rules are sentences. */
export function Remark({
  tone,
  label,
  children,
}: {
  readonly tone: Exclude<Tone, 'none'>;
  readonly label?: string;
  readonly children: ReactNode;
}) {
  return (
    <span className={cx(styles.remark, styles[`tone-${tone}`])}>
      <SignShape tone={tone} />
      <span>
        {label ? <span className="visually-hidden">{label}</span> : null} {children}
      </span>
    </span>
  );
}

/** New findings, and those that grow graver. */
export const burdensOf = ({ added, worse }: EffectView): readonly FindingView[] => [
  ...added,
  ...worse.map(({ after }) => after),
];

export function EffectList({ effect }: { readonly effect: EffectView }) {
  const { t } = useT();
  const { added, worse, eased, gone } = effect;
  if (added.length + worse.length + eased.length + gone.length === 0)
    return <Remark tone="ready">{t('findings.noChange')}</Remark>;
  const line = (finding: FindingView, as: 'added' | 'worse' | 'eased' | 'gone') => (
    <Line key={`${as}${finding.rule}${finding.subject}`} finding={finding} as={as} />
  );
  return (
    <ul className={styles.effect}>
      {added.map((f) => line(f, 'added'))}
      {worse.map(({ after }) => line(after, 'worse'))}
      {eased.map(({ after }) => line(after, 'eased'))}
      {gone.map((f) => line(f, 'gone'))}
    </ul>
  );
}

function Line({
  finding: f,
  as,
}: {
  readonly finding: FindingView;
  readonly as: 'added' | 'worse' | 'eased' | 'gone';
}) {
  const { t, maybe } = useT();
  const tone = as === 'gone' ? 'ready' : f.severity;
  const name = maybe(`rule.${f.rule}.name`, f.message);
  return (
    <li>
      <span className={styles[`tone-${tone}`]}>
        <SignShape tone={tone} />
        <span className="visually-hidden">{as === 'gone' ? t('findings.goneWord') : t(`severity.${f.severity}`)}</span>
      </span>
      <span>
        {as === 'gone' ? <del>{name}</del> : name}{' '}
        {as === 'worse' || as === 'eased' ? <em>{t(`staffing.${as}`)}</em> : null} <Code>{f.rule}</Code>
        {as === 'gone' ? null : (
          <small>
            <FindingSentence finding={f} />
          </small>
        )}
      </span>
    </li>
  );
}
