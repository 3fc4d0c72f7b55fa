/** A new site, or what is known of one: the position as it was pasted, its zone proposed from the country. */
import { useState } from 'react';
import type { OperationCard } from '#shared/contract/planning.ts';
import type { SiteView } from '#shared/contract/sites.ts';
import { parsePosition, PRECISION_PLACES, type Precision } from '#shared/formats/coordinates/coordinates.ts';
import { isZone } from '#shared/time/zones.ts';
import { failureOf, useSend } from '../../api/index.ts';
import { useT } from '../../i18n/index.ts';
import { useAnnounce } from '../../state/steps.ts';
import { Choice, Failure, Field, LeaveApply, Ltr, Sheet } from '../../ui/index.ts';
import { countryName } from './card.tsx';
import styles from './sites.module.css';

/** Zones of a country, the ones its people use first; the engine of the window knows them. */
function zonesOf(cc: string): readonly string[] {
  if (!/^[A-Z]{2}$/.test(cc)) return [];
  try {
    const locale = new Intl.Locale('und', { region: cc }) as Intl.Locale & {
      getTimeZones?: () => readonly string[] | undefined;
      timeZones?: readonly string[];
    };
    return locale.getTimeZones?.() ?? locale.timeZones ?? [];
  } catch {
    return [];
  }
}

export function SiteForm({
  card,
  site,
  onClose,
  onMade,
}: {
  readonly card: OperationCard;
  /** null: a new one. */
  readonly site: SiteView | null;
  readonly onClose: () => void;
  readonly onMade: (site: string) => void;
}) {
  const { t, language } = useT();
  const was = site?.position;
  const [codeWord, setCodeWord] = useState(site?.codeWord ?? '');
  const [cc, setCc] = useState(site?.cc ?? '');
  const [place, setPlace] = useState(site?.place ?? '');
  const [position, setPosition] = useState(was ? `${was.lat}, ${was.lon}` : '');
  const [precision, setPrecision] = useState<Precision>(was?.precision ?? 'city');
  const [tz, setTz] = useState(site?.tz ?? '');
  const [reception, setReception] = useState(site?.reception ?? '');
  const [hospital, setHospital] = useState(site?.hospital ?? '');
  const [landing, setLanding] = useState(site?.landing ?? '');
  const [tried, setTried] = useState(false);
  const create = useSend('site.create');
  const edit = useSend('site.edit');
  const announce = useAnnounce();
  const zones = zonesOf(cc);
  const zone = tz === '' && zones.length === 1 ? (zones[0] ?? '') : tz;
  const read = parsePosition(position);
  const country = cc.trim().toUpperCase();
  const wrong = {
    codeWord: codeWord.trim() === '',
    cc: !/^[A-Z]{2}$/.test(country),
    position: !read.ok,
    tz: !isZone(zone.trim()),
  };
  const ready = !Object.values(wrong).includes(true);
  const sending = create.isPending || edit.isPending;
  const apply = (): void => {
    setTried(true);
    if (!ready || sending) return;
    const input = {
      operation: card.id,
      codeWord,
      cc: country,
      place,
      position,
      precision,
      tz: zone.trim(),
      reception,
      hospital,
      landing,
    };
    if (site)
      edit.mutate(
        { ...input, site: site.id },
        {
          onSuccess: (done) => {
            onClose();
            announce(done);
          },
        },
      );
    else
      create.mutate(input, {
        onSuccess: (done) => {
          onClose();
          announce(done);
          onMade(done.site);
        },
      });
  };
  const fault = (bad: boolean, typed: string, key: string): string | undefined =>
    bad && (tried || typed !== '') ? t(`sites.fault.${key}`) : undefined;
  const error = create.error ?? edit.error;
  return (
    <Sheet
      open
      onClose={onClose}
      onApply={apply}
      title={site ? t('sites.form.edit', { name: site.codeWord }) : t('sites.form.new')}
      closeLabel={t('action.close')}
      wide
      foot={
        <LeaveApply onLeave={onClose} onApply={apply} disabled={!ready || sending}>
          {site ? t('sites.form.save') : t('sites.add')}
        </LeaveApply>
      }
    >
      <div className={styles.formRow}>
        <Field
          label={t('sites.field.codeWord')}
          value={codeWord}
          onText={setCodeWord}
          maxLength={200}
          dir="auto"
          autoComplete="off"
          fault={tried && wrong.codeWord ? t('sites.fault.codeWord') : undefined}
        />
        <Field label={t('sites.field.place')} value={place} onText={setPlace} maxLength={500} dir="auto" />
        <Field
          label={t('sites.field.cc')}
          value={cc}
          onText={(text) => setCc(text.toUpperCase())}
          mono
          dir="ltr"
          maxLength={2}
          autoComplete="off"
          hint={wrong.cc ? t('sites.hint.cc') : countryName(country, language)}
          fault={fault(wrong.cc && cc.length === 2, cc, 'cc') ?? (tried && wrong.cc ? t('sites.fault.cc') : undefined)}
        />
      </div>
      <div className={styles.formRow}>
        <Field
          label={t('sites.field.position')}
          value={position}
          onText={setPosition}
          mono
          dir="ltr"
          maxLength={80}
          autoComplete="off"
          spellCheck={false}
          hint={
            read.ok ? (
              <Ltr>{`${read.value.lat.toFixed(PRECISION_PLACES[precision])}, ${read.value.lon.toFixed(PRECISION_PLACES[precision])}`}</Ltr>
            ) : (
              t('sites.hint.position')
            )
          }
          fault={
            !read.ok && (tried || position.trim().length > 3) ? t(`sites.fault.position.${read.error}`) : undefined
          }
        />
        <Choice
          label={t('sites.field.precision')}
          value={precision}
          options={(['city', '1km', 'exact'] as const).map((value) => ({
            value,
            label: t(`sites.precision.${value}`),
          }))}
          onPick={setPrecision}
        />
      </div>
      {precision === 'exact' ? <p className={styles.note}>{t('sites.exactNote')}</p> : null}
      <Field
        label={t('sites.field.tz')}
        value={zone}
        onText={setTz}
        mono
        dir="ltr"
        maxLength={64}
        autoComplete="off"
        spellCheck={false}
        list="site-zones"
        hint={t('sites.hint.tz')}
        fault={fault(wrong.tz, zone, 'tz')}
      />
      <datalist id="site-zones">
        {zones.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </datalist>
      <Field label={t('sites.fact.reception')} value={reception} onText={setReception} maxLength={500} dir="auto" />
      <Field label={t('sites.fact.hospital')} value={hospital} onText={setHospital} maxLength={500} dir="auto" />
      <Field label={t('sites.fact.landing')} value={landing} onText={setLanding} maxLength={500} dir="auto" />
      {error ? <Failure error={failureOf(error)} /> : null}
    </Sheet>
  );
}
