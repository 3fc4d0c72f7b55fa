/** One moment at every site: clock, date, light and holidays, with the moment chosen by a slider or typed against H. */
import { Moon, PartyPopper, Sun, Sunset } from 'lucide-react';
import { useState } from 'react';
import type { SiteFace } from '#shared/contract/calendar.ts';
import type { OperationCard } from '#shared/contract/planning.ts';
import { failureOf, useAsk } from '../../api/index.ts';
import { clockText, dateText, hOffsetText, plainDateText, useT } from '../../i18n/index.ts';
import { Button, Code, cx, Failure, Field, Ltr } from '../../ui/index.ts';
import { parseHTarget } from '../timeline/index.ts';
import styles from './matrix.module.css';

const LIGHT = {
  day: <Sun size={14} aria-hidden />,
  twilight: <Sunset size={14} aria-hidden />,
  night: <Moon size={14} aria-hidden />,
} as const;
/** The slider reaches three days to either side of H. */
const REACH = 3 * 1440;
const STEP = 15;

export function Strip({
  card,
  base,
  zone,
  now,
  minute,
  onMinute,
}: {
  readonly card: OperationCard;
  /** H, or now where H is not known here. */
  readonly base: number;
  readonly zone: string;
  readonly now: number;
  /** Minutes from `base`. */
  readonly minute: number;
  readonly onMinute: (minute: number) => void;
}) {
  const { t, language } = useT();
  const at = base + minute * 60_000;
  const faces = useAsk('matrix.strip', { operation: card.id, at });
  const [typed, setTyped] = useState('');
  const target = parseHTarget(typed, zone);
  const offset = card.hHour === null ? '' : hOffsetText(at, card.hHour);
  const moment = `${dateText(at, zone, language, 'full')} ${clockText(at, zone)}`;
  const go = (): void => {
    if (!target) return;
    onMinute('deltaMin' in target ? target.deltaMin : Math.round((target.at - base) / 60_000));
    setTyped('');
  };
  return (
    <section className={styles.strip} aria-label={t('matrix.strip.label')}>
      <div className={styles.moment}>
        <strong>
          <Ltr>{offset}</Ltr>
        </strong>
        <span>{moment}</span>
        <input
          type="range"
          className={styles.slider}
          aria-label={t('matrix.strip.slider')}
          aria-valuetext={`${offset} ${moment}`}
          min={-REACH}
          max={REACH}
          step={STEP}
          value={Math.min(REACH, Math.max(-REACH, minute))}
          onChange={(e) => onMinute(Number(e.target.value))}
        />
        <form
          className={styles.typed}
          onSubmit={(e) => {
            e.preventDefault();
            go();
          }}
        >
          <Field
            label={<span className="visually-hidden">{t('matrix.strip.typed')}</span>}
            value={typed}
            onText={setTyped}
            mono
            dir="ltr"
            placeholder="+90m"
            autoComplete="off"
            spellCheck={false}
            fault={typed.trim() !== '' && target === null ? t('hMove.fault') : undefined}
          />
        </form>
        <Button tone="quiet" onClick={() => onMinute(0)}>
          {card.hHour === null ? t('timeline.now') : 'H'}
        </Button>
        {card.hHour === null ? null : (
          <Button tone="quiet" onClick={() => onMinute(Math.round((now - base) / 60_000))}>
            {t('timeline.now')}
          </Button>
        )}
      </div>
      {faces.isError ? <Failure error={failureOf(faces.error)} /> : null}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- more sites than there is room for: arrow keys scroll it (WCAG 2.1.1) */}
      <div className={styles.faces} role="list" tabIndex={0}>
        {(faces.data ?? []).map((face) => (
          <Face key={face.code} face={face} />
        ))}
      </div>
    </section>
  );
}

function Face({ face }: { readonly face: SiteFace }) {
  const { t, language } = useT();
  const shift = face.dayShift;
  return (
    <div className={cx(styles.faceCard, styles[face.light])} role="listitem">
      <span className={styles.faceName}>
        <b>{face.codeWord}</b> <bdi>{face.place}</bdi> <Code>{face.cc}</Code>
      </span>
      <span className={styles.faceClock}>
        <Ltr>{face.time}</Ltr>
        {shift === 0 ? null : (
          <small>
            <Ltr>{shift > 0 ? `+${shift}` : `−${-shift}`}</Ltr>
          </small>
        )}
      </span>
      <span className={styles.faceLine}>{plainDateText(face.date, language)}</span>
      <span className={styles.faceLine}>
        {LIGHT[face.light]} {t(`matrix.light.${face.light}`)}
        {face.rise === null && face.set === null ? null : (
          <Ltr>
            {' '}
            ↑{face.rise ?? '–'} ↓{face.set ?? '–'}
          </Ltr>
        )}
      </span>
      <span className={styles.faceLine}>
        {face.holiday ? (
          <b className={styles.holiday}>
            <PartyPopper size={13} aria-hidden /> {t('matrix.holiday')}
          </b>
        ) : (
          t('matrix.noHoliday')
        )}
        {' · '}
        {t('matrix.running', { count: face.running })}
      </span>
    </div>
  );
}
