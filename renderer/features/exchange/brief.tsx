/** A briefing pack as it will print, for one agency, in one language; the list of what it leaves out stays on screen. */
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { OperationCard } from '#shared/contract/planning.ts';
import type { OpenWorkspace } from '#shared/contract/session.ts';
import { call, failureOf, useAsk } from '../../api/index.ts';
import { useT } from '../../i18n/index.ts';
import { type Language, LANGUAGES, usePreferences } from '../../state/preferences.ts';
import { Button, Choice, Failure, MarkingSign } from '../../ui/index.ts';
import { NoOperationOpen } from '../operations/index.ts';
import { StaysHere } from '../branches/index.ts';
import styles from './exchange.module.css';
import { WithheldTable } from './withheld-table.tsx';

const NAMES: Readonly<Record<Language, string>> = { en: 'English', fr: 'Français', es: 'Español', ar: 'العربية' };

export function Brief({ card, workspace }: { readonly card: OperationCard | null; readonly workspace: OpenWorkspace }) {
  const { t } = useT();
  const partners = useAsk('partner.list', {});
  const preferred = usePreferences((s) => s.language);
  const [lang, setLang] = useState<Language>(preferred);
  const [forAgency, setForAgency] = useState(workspace.agencyCode);
  const write = useMutation({
    mutationFn: async (operation: OperationCard) => {
      const place = await call('file.saveAs', {
        purpose: 'brief',
        suggestedName: `${operation.code}-${forAgency}-${lang}.pdf`,
      });
      return place
        ? call('brief.write', { operation: operation.id, template: 'iimarch', forAgency, lang, ticket: place.ticket })
        : null;
    },
  });
  if (!card) return <NoOperationOpen />;
  if (card.lens) return <StaysHere card={card} />;
  const agencies = [
    { value: workspace.agencyCode, label: `${workspace.agencyCode} · ${workspace.agencyName}` },
    ...(partners.data ?? [])
      .filter((p) => p.trust === 'trusted' && p.code !== workspace.agencyCode)
      .map((p) => ({ value: p.code, label: `${p.code} · ${p.name}` })),
  ];
  return (
    <section className={styles.card}>
      <header>
        <h2>{t('brief.title')}</h2>
        <MarkingSign marking={card.marking} />
      </header>
      <div className={styles.section}>
        <p className={styles.note}>{t('brief.text')}</p>
        <div className={styles.row}>
          <Choice
            label={t('brief.template')}
            value="iimarch"
            options={[{ value: 'iimarch', label: t('brief.iimarch') }]}
            onPick={() => undefined}
          />
          <Choice label={t('brief.for')} value={forAgency} options={agencies} onPick={setForAgency} />
          <Choice
            label={t('look.language')}
            value={lang}
            options={LANGUAGES.map((l) => ({ value: l, label: NAMES[l] }))}
            onPick={setLang}
          />
          <Button tone="primary" onClick={() => write.mutate(card)} aria-disabled={write.isPending}>
            {write.isPending ? t('brief.printing') : t('brief.save')}
          </Button>
        </div>
        {write.isError ? <Failure error={failureOf(write.error)} /> : null}
        {write.data ? (
          <p role="status">{t('brief.done', { file: write.data.fileName, count: write.data.pages })}</p>
        ) : null}
      </div>
      {write.data ? <WithheldTable title={t('send.withheldTitle')} items={write.data.withheld} /> : null}
    </section>
  );
}
