/** Something on paper for one agency: only what that agency may see is printed, with marking, as-of time and page numbers. */
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { OperationCard } from '#shared/contract/planning.ts';
import type { OpenWorkspace } from '#shared/contract/session.ts';
import { call, failureOf, useAsk } from '../../api/index.ts';
import { useT } from '../../i18n/index.ts';
import { type Language, LANGUAGES, usePreferences } from '../../state/preferences.ts';
import { Button, Choice, Failure, Kbd, MarkingSign, Sheet } from '../../ui/index.ts';

const NAMES: Readonly<Record<Language, string>> = { en: 'English', fr: 'Français', es: 'Español', ar: 'العربية' };

export interface PaperWish {
  readonly forAgency: string;
  readonly lang: Language;
  readonly ticket: string;
}
export interface PaperSheetProps {
  readonly card: OperationCard;
  readonly workspace: OpenWorkspace;
  readonly title: string;
  readonly text: string;
  /** First part of the name that is suggested for the file. */
  readonly name: string;
  readonly write: (
    wish: PaperWish,
  ) => Promise<{ readonly fileName: string; readonly pages: number; readonly withheld: number }>;
  readonly onClose: () => void;
  readonly children?: ReactNode;
}

export function PaperSheet({ card, workspace, title, text, name, write: make, onClose, children }: PaperSheetProps) {
  const { t } = useT();
  const partners = useAsk('partner.list', {});
  const preferred = usePreferences((s) => s.language);
  const [lang, setLang] = useState<Language>(preferred);
  const [forAgency, setForAgency] = useState(workspace.agencyCode);
  const write = useMutation({
    mutationFn: async () => {
      const file = await call('file.saveAs', {
        purpose: 'brief',
        suggestedName: `${name}-${forAgency}-${lang}.pdf`,
      });
      return file ? make({ forAgency, lang, ticket: file.ticket }) : null;
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
      title={title}
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
      <p>{text}</p>
      {children}
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
