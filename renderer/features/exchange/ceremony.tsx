/** Two persons compare sixty digits over another channel; only then is a partner trusted, up to a ceiling. */
import { useState } from 'react';
import type { Partner } from '#shared/contract/exchange.ts';
import { LEVELS, type Level } from '#shared/model/vocabulary.ts';
import { failureOf, useSend } from '../../api/index.ts';
import { useT } from '../../i18n/index.ts';
import { useTell } from '../../state/notices.ts';
import { Button, Check, Choice, Code, Failure, Field, Segments, Sheet } from '../../ui/index.ts';
import styles from './exchange.module.css';

/** Dark modules of a row of the QR picture. */
export const isDark = (module: string): boolean => module !== '0' && module !== ' ' && module !== '.';

/** One path for all dark modules, row by row. */
export function qrPath(rows: readonly string[]): string {
  let d = '';
  rows.forEach((row, y) => {
    for (let x = 0; x < row.length; x += 1) {
      if (!isDark(row[x] ?? ' ')) continue;
      let end = x;
      while (end < row.length && isDark(row[end] ?? ' ')) end += 1;
      d += `M${x} ${y}h${end - x}v1h-${end - x}z`;
      x = end;
    }
  });
  return d;
}

export function Ceremony({
  partner: p,
  onClose,
  onDone,
}: {
  readonly partner: Partner;
  readonly onClose: () => void;
  readonly onDone: () => void;
}) {
  const { t } = useT();
  const tell = useTell();
  const [how, setHow] = useState<'digits' | 'qr'>('digits');
  const [same, setSame] = useState<readonly boolean[]>(p.digits.map(() => false));
  const [scanned, setScanned] = useState(false);
  const [by, setBy] = useState('');
  const [second, setSecond] = useState('');
  const [ceiling, setCeiling] = useState<Level>(p.ceiling);
  const [tried, setTried] = useState(false);
  const trust = useSend('partner.trust');
  const [only, setOnly] = useState(p.trust === 'trusted');
  const compared = how === 'digits' ? same.every(Boolean) : scanned;
  const twice = by.trim() !== '' && by.trim().toLowerCase() === second.trim().toLowerCase();
  const valid = compared && by.trim() !== '' && second.trim() !== '' && !twice;
  const send = (): void => {
    setTried(true);
    if (!valid || trust.isPending || only) return;
    trust.mutate(
      { agencyId: p.agencyId, by: by.trim(), second: second.trim(), how, digits: [...p.digits], ceiling },
      {
        onSuccess: () => {
          tell(({ t }) => t('partners.trustedToast', { name: p.name }));
          onDone();
        },
      },
    );
  };
  return (
    <Sheet
      open
      wide
      onClose={onClose}
      onApply={only ? undefined : send}
      title={t('ceremony.title', { name: p.name })}
      closeLabel={t('action.close')}
      foot={
        only ? (
          <Button onClick={() => setOnly(false)}>{t('ceremony.anew')}</Button>
        ) : (
          <>
            <Button tone="quiet" onClick={onClose}>
              {t('action.leave')}
            </Button>
            <Button tone="primary" onClick={send} aria-disabled={trust.isPending}>
              {t('ceremony.trust')}
            </Button>
          </>
        )
      }
    >
      <p className={styles.note}>{t('ceremony.text')}</p>
      <dl className={styles.facts}>
        <dt>{t('verified.fingerprint')}</dt>
        <dd>
          <Code mono>{p.fingerprint}</Code>
        </dd>
      </dl>
      {only ? null : (
        <Segments
          label={t('ceremony.how')}
          value={how}
          options={[
            { value: 'digits', label: t('ceremony.byDigits') },
            { value: 'qr', label: t('ceremony.byQr') },
          ]}
          onPick={setHow}
        />
      )}
      <div className={styles.ceremony}>
        <fieldset style={{ border: 0, margin: 0, padding: 0 }} dir="ltr">
          <legend className="visually-hidden">{t('ceremony.digitsLegend')}</legend>
          <div className={styles.digits}>
            {p.digits.map((group, i) => (
              <label key={`${i}${group}`} className={styles.digit}>
                {only || how === 'qr' ? null : (
                  <input
                    type="checkbox"
                    checked={same[i] ?? false}
                    aria-label={t('ceremony.group', { n: i + 1, digits: group })}
                    onChange={(e) => setSame(same.map((v, k) => (k === i ? e.target.checked : v)))}
                  />
                )}
                {group}
              </label>
            ))}
          </div>
        </fieldset>
        <svg
          className={styles.qr}
          viewBox={`0 0 ${p.qr[0]?.length ?? 1} ${p.qr.length || 1}`}
          role="img"
          aria-label={t('ceremony.qrLabel')}
          shapeRendering="crispEdges"
        >
          <path d={qrPath(p.qr)} fill="var(--qr)" />
        </svg>
      </div>
      {only ? null : (
        <>
          {how === 'qr' ? (
            <Check checked={scanned} onCheck={setScanned}>
              {t('ceremony.scanned')}
            </Check>
          ) : null}
          <div className={styles.two}>
            <Field
              label={t('ceremony.first')}
              value={by}
              onText={setBy}
              maxLength={200}
              fault={tried && by.trim() === '' ? t('receive.byNeeded') : undefined}
            />
            <Field
              label={t('ceremony.second')}
              value={second}
              onText={setSecond}
              maxLength={200}
              fault={tried && second.trim() === '' ? t('send.secondNeeded') : twice ? t('send.samePerson') : undefined}
            />
          </div>
          <Choice
            label={t('ceremony.ceiling')}
            value={ceiling}
            options={LEVELS.map((l) => ({ value: l, label: l }))}
            onPick={setCeiling}
          />
          {tried && !compared ? <p role="alert">{t('ceremony.compareFirst')}</p> : null}
          {trust.isError ? <Failure error={failureOf(trust.error)} /> : null}
        </>
      )}
    </Sheet>
  );
}
