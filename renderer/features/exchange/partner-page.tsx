/** One partner: trust, keys and card, what it may hold and what it holds, how files reach it, and the steps that end or renew trust. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Partner } from '#shared/contract/exchange.ts';
import type { PartnerPageView } from '#shared/contract/exchange-screens.ts';
import type { CarrierReport } from '#shared/contract/exchange-carrier.ts';
import { call, failureOf, useAsk } from '../../api/index.ts';
import { numberText, useT } from '../../i18n/index.ts';
import { Button, Code, Failure, Loading, Ltr, Sign } from '../../ui/index.ts';
import { Decide } from './alarms.tsx';
import styles from './desk.module.css';
import page from './exchange.module.css';
import { ReasonSheet } from './reason-sheet.tsx';
import { Scroller } from './scroller.tsx';
import { useWhen, When } from './when.tsx';

export function PartnerPage({ partner }: { readonly partner: Partner }) {
  const { t } = useT();
  const seen = useAsk('partner.page', { agencyId: partner.agencyId }, { keep: false });
  const [deciding, setDeciding] = useState(false);
  if (seen.isError) return <Failure error={failureOf(seen.error)} />;
  if (!seen.data) return <Loading lines={3} />;
  return (
    <div className={styles.partnerPage}>
      {seen.data.suspended ? (
        <div className={page.stop} role="note">
          <strong>{t('partnerPage.suspended')}</strong>
          <p>{t('alarm.decideText')}</p>
          <div className={page.row}>
            <Button onClick={() => setDeciding(true)}>{t('alarm.decide')}</Button>
          </div>
        </div>
      ) : null}
      <div className={styles.columns}>
        <Holding data={seen.data} ceiling={partner.ceiling} />
        <Keys data={seen.data} />
      </div>
      {partner.trust === 'trusted' ? <Carrier partner={partner} folder={seen.data.folder} /> : null}
      {deciding ? <Decide alarm={{ agency: partner }} onClose={() => setDeciding(false)} /> : null}
    </div>
  );
}

/** What they hold of ours, as bars: released, and how much of it they have acknowledged. */
function Holding({ data: d, ceiling }: { readonly data: PartnerPageView; readonly ceiling: string }) {
  const { t, maybe, language } = useT();
  const most = Math.max(1, ...d.holding.map((h) => h.released));
  const [released, acknowledged] = [
    d.holding.reduce((s, h) => s + h.released, 0),
    d.holding.reduce((s, h) => s + h.acknowledged, 0),
  ];
  return (
    <section>
      <h3>{t('partnerPage.holds')}</h3>
      <p>
        {t('partnerPage.ceiling')} <Ltr>{ceiling}</Ltr>
      </p>
      <p className={page.note}>
        {released === 0 ? t('partnerPage.nothing') : t('partnerPage.total', { count: released, done: acknowledged })}{' '}
        {d.recalled > 0 ? t('partnerPage.recalled', { count: d.recalled }) : ''}
      </p>
      {d.holding.length > 0 ? (
        <Scroller label={t('partnerPage.holds')}>
          <table className={styles.grid}>
            <caption className="visually-hidden">{t('partnerPage.holds')}</caption>
            <thead>
              <tr>
                {['kind', 'released', 'acknowledged'].map((c) => (
                  <th key={c} scope="col">
                    {t(`partnerPage.col.${c}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {d.holding.map((h) => (
                <tr key={h.kind}>
                  <td>{maybe(`kind.${h.kind}`, h.kind)}</td>
                  <td>
                    <span className={styles.meter} style={{ inlineSize: `${(h.released / most) * 80}px` }} aria-hidden>
                      <span style={{ inlineSize: `${(h.acknowledged / Math.max(1, h.released)) * 100}%` }} />
                    </span>
                    {numberText(h.released, language)}
                  </td>
                  <td>{numberText(h.acknowledged, language)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroller>
      ) : null}
    </section>
  );
}

function Keys({ data: d }: { readonly data: PartnerPageView }) {
  const { t } = useT();
  const when = useWhen();
  return (
    <section>
      <h3>{t('partnerPage.keys')}</h3>
      <dl className={page.facts}>
        <dt>{t('partnerPage.serial')}</dt>
        <dd>
          <Ltr>{d.serial}</Ltr> <Code mono>{d.cardId.slice(0, 12)}</Code>
        </dd>
        {d.stations.map((s) => (
          <StationKeys key={s.id} name={s.name || s.id.slice(0, 8)} keys={s.keys} />
        ))}
        <dt>{t('partnerPage.encryption')}</dt>
        <dd>
          {d.encryption.map((k) => (
            <span key={k.until} className={styles.block}>
              {t('partners.keyUntil', { when: when.day(k.until) })}
            </span>
          ))}
        </dd>
        {d.revocations.length > 0 ? (
          <>
            <dt>{t('partnerPage.revoked')}</dt>
            <dd>
              {d.revocations.map((r) => (
                <span key={r.key} className={styles.block}>
                  <Sign tone="warn">
                    <Code mono>{r.key.slice(0, 12)}</Code>
                  </Sign>{' '}
                  <When at={r.at} />
                </span>
              ))}
            </dd>
          </>
        ) : null}
      </dl>
    </section>
  );
}

function StationKeys({ name, keys }: { readonly name: string; readonly keys: readonly string[] }) {
  const { t } = useT();
  return (
    <>
      <dt>{t('partnerPage.station', { name })}</dt>
      <dd>
        {keys.map((k) => (
          <span key={k} className={styles.block}>
            <Code mono>{k}</Code>
          </span>
        ))}
      </dd>
    </>
  );
}

/** The folder between the two: what lies there is taken in, what is not acknowledged is put down. */
function Carrier({ partner, folder }: { readonly partner: Partner; readonly folder: string | null }) {
  const { t } = useT();
  const client = useQueryClient();
  const [asking, setAsking] = useState<'folder' | 'round' | null>(null);
  const run = useMutation({
    mutationFn: async (by: string): Promise<CarrierReport | null> => {
      if (asking === 'round') return call('carrier.run', { partner: partner.agencyId, by, take: true });
      const chosen = await call('file.choose', { purpose: 'folder' });
      return chosen ? call('carrier.use', { partner: partner.agencyId, ticket: chosen.ticket, by, take: true }) : null;
    },
    onSuccess: () => {
      setAsking(null);
      void client.invalidateQueries();
    },
  });
  const r = run.data ?? null;
  return (
    <section>
      <h3>{t('carrier.title')}</h3>
      <p className={page.note}>{t('carrier.text')}</p>
      <div className={page.row}>
        {folder === null ? null : (
          <Button tone="primary" onClick={() => setAsking('round')}>
            {t('carrier.round', { folder })}
          </Button>
        )}
        <Button onClick={() => setAsking('folder')}>
          {t(folder === null ? 'carrier.choose' : 'carrier.chooseOther')}
        </Button>
      </div>
      {r ? (
        <div role="status">
          <p>
            {t('carrier.done', {
              taken: r.taken.length,
              put: r.put.length,
              removed: r.removed,
            })}
          </p>
          {r.refused.length + r.waiting.length > 0 ? (
            <ul>
              {r.refused.map((f) => (
                <li key={f.name}>
                  <Sign tone="block">{t('carrier.refused')}</Sign> <Code mono>{f.name.slice(0, 16)}</Code>{' '}
                  <Code>{f.code}</Code>
                </li>
              ))}
              {r.waiting.map((f) => (
                <li key={f.name}>
                  <Sign tone="warn">{t(`carrier.why.${f.why}`)}</Sign> <Code mono>{f.name.slice(0, 16)}</Code>
                </li>
              ))}
            </ul>
          ) : null}
        </div>
      ) : null}
      {asking ? (
        <ReasonSheet
          title={t('carrier.title')}
          text={t('carrier.accepts', { name: partner.name })}
          action={t(asking === 'round' ? 'carrier.go' : 'carrier.choose')}
          pending={run.isPending}
          error={run.error ? failureOf(run.error) : null}
          onClose={() => setAsking(null)}
          onSend={({ by }) => run.mutate(by)}
        />
      ) : null}
    </section>
  );
}
