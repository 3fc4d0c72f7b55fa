/** The matrix on A3 for one agency: only what that agency may see is on the paper, with marking, as-of time and page numbers. */
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { OperationCard } from '#shared/contract/planning.ts';
import type { OpenWorkspace } from '#shared/contract/session.ts';
import { call, failureOf, useAsk } from '../../api/index.ts';
import { useT } from '../../i18n/index.ts';
import type { MatrixPlace } from '../../state/place.ts';
import { type Language, LANGUAGES, usePreferences } from '../../state/preferences.ts';
import { Button, Choice, Failure, Kbd, MarkingSign, Sheet } from '../../ui/index.ts';

const NAMES: Readonly<Record<Language, string>> = { en: 'English', fr: 'Français', es: 'Español', ar: 'العربية' };

export function PrintSheet({
  card,
  workspace,
  place,
  at,
  onClose,
}: {
  readonly card: OperationCard;
  readonly workspace: OpenWorkspace;
  readonly place: MatrixPlace;
  readonly at: number;
  readonly onClose: () => void;
}) {
  const { t } = useT();
  const partners = useAsk('partner.list', {});
  const preferred = usePreferences((s) => s.language);
  const [lang, setLang] = useState<Language>(preferred);
  const [forAgency, setForAgency] = useState(workspace.agencyCode);
  const write = useMutation({
    mutationFn: async () => {
      const file = await call('file.saveAs', {
        purpose: 'brief',
        suggestedName: `${card.code}-matrix-${forAgency}-${lang}.pdf`,
      });
      if (!file) return null;
      const { rows, columns } = place;
      return call('matrix.write', { operation: card.id, rows, columns, at, forAgency, lang, ticket: file.ticket });
    },
  });
  const print = (): void => {
    if (!write.isPending) write.mutate();
  };
  const agencies = [
    { value: workspace.agencyCode, label: `${workspace.agencyCode} · ${workspace.agencyName}` },
    ...(partners.data ?? [])
      .filter((p) => p.trust === 'trusted' && p.code !== workspace.agencyCode)
      .map((p) => ({ value: p.code, label: `${p.code} · ${p.name}` })),
  ];
  return (
    <Sheet
      open
      onClose={onClose}
      onApply={print}
      title={t('matrix.print.title')}
      closeLabel={t('action.close')}
      foot={
        <>
          <Button tone="quiet" onClick={onClose}>
            {t('action.close')} <Kbd>Esc</Kbd>
          </Button>
          <Button tone="primary" onClick={print} aria-disabled={write.isPending}>
            {write.isPending ? t('brief.printing') : t('brief.save')} <Kbd>Ctrl+Enter</Kbd>
          </Button>
        </>
      }
    >
      <p>{t('matrix.print.text')}</p>
      <MarkingSign marking={card.marking} />
      <Choice label={t('brief.for')} value={forAgency} options={agencies} onPick={setForAgency} />
      <Choice
        label={t('look.language')}
        value={lang}
        options={LANGUAGES.map((l) => ({ value: l, label: NAMES[l] }))}
        onPick={setLang}
      />
      {write.isError ? <Failure error={failureOf(write.error)} /> : null}
      {write.data ? (
        <p role="status">
          {t('brief.done', { file: write.data.fileName, count: write.data.pages })} ·{' '}
          {t('matrix.print.withheld', { count: write.data.withheld })}
        </p>
      ) : null}
    </Sheet>
  );
}
