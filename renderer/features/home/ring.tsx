/** Readiness by gate as a ring: thick where something stops, middle where something must be answered, thin where the way is clear. */
import type { HomeOperation } from '#shared/contract/planning.ts';
import { useT } from '../../i18n/index.ts';
import { arcPath, gateTone } from './ring-path.ts';
import styles from './home.module.css';

/** So many letters fit into the ring as they are. */
const MOST_LETTERS = 16;
export function ReadinessRing({ gates }: { readonly gates: HomeOperation['gates'] }) {
  const { t } = useT();
  const ready = gates.filter((g) => g.block === 0).length;
  const label = t('home.ringLabel', { ready, total: gates.length });
  return (
    <svg className={styles.ring} viewBox="0 0 132 132" role="img" aria-label={label} direction="ltr">
      {gates.map((g, i) => {
        const tone = gateTone(g);
        const css = tone === 'block' ? styles.ringBlock : tone === 'warn' ? styles.ringWarn : styles.ringReady;
        return <path key={g.gate} className={css} fill="none" d={arcPath(i, gates.length, 66, 66, 54)} />;
      })}
      <text x="66" y="72" className={styles.ringText}>
        {ready}/{gates.length}
      </text>
      <text
        x="66"
        y="89"
        className={styles.ringSmall}
        // A long word stays inside the ring.
        {...(t('home.gatesClear').length > MOST_LETTERS ? { textLength: 80, lengthAdjust: 'spacingAndGlyphs' } : {})}
      >
        {t('home.gatesClear')}
      </text>
    </svg>
  );
}
