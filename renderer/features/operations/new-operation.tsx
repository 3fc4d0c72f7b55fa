/** The dialogs a new operation begins with: from nothing, or as a further edition of one that is there. */
import { useState } from 'react';
import type { OperationCard } from '#shared/contract/planning.ts';
import { LEVELS, TLP } from '#shared/model/vocabulary.ts';
import { isZone } from '#shared/time/zones.ts';
import { failureOf, useAsk, useSend } from '../../api/index.ts';
import { useT } from '../../i18n/index.ts';
import { useCommand } from '../../state/bus.ts';
import { useDraft } from '../../state/drafts.ts';
import { useTell } from '../../state/notices.ts';
import { usePlace } from '../../state/place.ts';
import { usePortfolio } from '../../state/portfolio.ts';
import { useAnnounce } from '../../state/steps.ts';
import { Check, Choice, Failure, Field } from '../../ui/index.ts';
import styles from './operations.module.css';
import { EditionsDialog } from './editions.tsx';
import { Frame, useFrame } from './frame.tsx';
import { TemplateDialog } from './templates.tsx';

/** Answers the commands wherever the person is; mounted once, in the shell. */
export function OperationDialogs() {
  const draft = usePortfolio((s) => s.draft);
  const focused = usePortfolio((s) => s.focused);
  const comparing = usePortfolio((s) => s.comparing);
  const area = usePlace((s) => s.area);
  const operation = usePlace((s) => s.operation);
  const { begin } = usePortfolio.getState();
  const about = area === 'operations' ? (focused ?? operation) : operation;
  useCommand('operation.new', () => begin({ from: null }));
  useCommand('operation.copy', () => begin({ from: about }), about !== null);
  useCommand('edition.compare', () => usePortfolio.getState().compare(about), about !== null);
  useCommand('template.use', () => begin({ from: null, template: true }));
  const from = draft?.from ?? null;
  const source = useAsk('operation.card', { operation: from ?? '' }, { when: from !== null, keep: false });
  const close = (): void => begin(null);
  return (
    <>
      <NewDialog open={draft !== null && from === null && draft.template === undefined} onClose={close} />
      {draft?.template ? <TemplateDialog onClose={close} /> : null}
      {comparing === null ? null : (
        <EditionsDialog operation={comparing} onClose={() => usePortfolio.getState().compare(null)} />
      )}
      {from !== null && source.data ? <CopyDialog key={from} source={source.data} onClose={close} /> : null}
    </>
  );
}

function NewDialog({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const { t } = useT();
  const frame = useFrame('operation.new', '', '');
  const [title, setTitle, titleUsed] = useDraft('operation.new/title', '');
  const [refTz, setZone, zoneUsed] = useDraft(
    'operation.new/zone',
    new Intl.DateTimeFormat('en').resolvedOptions().timeZone,
  );
  const [tlp, setTlp] = useState<(typeof TLP)[number]>('AMBER');
  const [level, setLevel] = useState<(typeof LEVELS)[number]>('INTERPOL RESTRICTED');
  const send = useSend('operation.create');
  const announce = useAnnounce();
  const zone = refTz.trim();
  const apply = (): void => {
    frame.try();
    if (!frame.ready || !isZone(zone) || send.isPending) return;
    send.mutate(
      { ...frame.value, title: title.trim(), refTz: zone, tlp, level },
      {
        onSuccess: (made) => {
          for (const used of [frame.used, titleUsed, zoneUsed]) used();
          onClose();
          usePlace.getState().openOperation(made.operation);
          announce(made);
        },
      },
    );
  };
  return (
    <Frame
      open={open}
      onClose={onClose}
      title={t('portfolio.newTitle')}
      apply={t('portfolio.create')}
      onApply={apply}
      busy={send.isPending}
    >
      {frame.names}
      <Field label={t('portfolio.titleField')} value={title} onText={setTitle} maxLength={200} autoComplete="off" />
      <Field
        label={t('portfolio.zone')}
        value={refTz}
        onText={setZone}
        mono
        dir="ltr"
        autoComplete="off"
        spellCheck={false}
        hint={t('portfolio.zoneHint')}
        fault={isZone(zone) ? undefined : t('error.code.start-zone')}
      />
      {frame.h(zone)}
      <div className={styles.pair}>
        <Choice
          label={t('field.tlp')}
          value={tlp}
          options={TLP.map((value) => ({ value, label: `TLP:${value}` }))}
          onPick={setTlp}
        />
        <Choice
          label={t('portfolio.level')}
          value={level}
          options={LEVELS.map((value) => ({ value, label: value }))}
          onPick={setLevel}
        />
      </div>
      <p className={styles.muted}>{t('portfolio.newNote')}</p>
      {send.isError ? <Failure error={failureOf(send.error)} /> : null}
    </Frame>
  );
}

function CopyDialog({ source, onClose }: { readonly source: OperationCard; readonly onClose: () => void }) {
  const { t } = useT();
  const tell = useTell();
  const frame = useFrame(`operation.copy/${source.id}`, `${source.code}-2`, `${source.codeName} II`);
  const [people, setPeople] = useState(false);
  const [movements, setMovements] = useState(false);
  const send = useSend('operation.copy');
  const announce = useAnnounce();
  const apply = (): void => {
    frame.try();
    if (!frame.ready || send.isPending) return;
    send.mutate(
      { operation: source.id, ...frame.value, people, movements },
      {
        onSuccess: (made) => {
          frame.used();
          onClose();
          usePlace.getState().openOperation(made.operation);
          announce(made);
          if (made.fixed + made.foreign > 0)
            tell(({ t }) =>
              [
                made.fixed > 0 ? t('portfolio.fixed', { count: made.fixed }) : '',
                made.foreign > 0 ? t('portfolio.foreign', { count: made.foreign }) : '',
              ]
                .filter(Boolean)
                .join(' '),
            );
        },
      },
    );
  };
  return (
    <Frame
      open
      onClose={onClose}
      title={t('portfolio.copyTitle', { name: source.codeName })}
      apply={t('portfolio.copy')}
      onApply={apply}
      busy={send.isPending}
    >
      <p className={styles.muted}>{t('portfolio.copyNote')}</p>
      {frame.names}
      {frame.h(source.refTz)}
      <Check checked={people} onCheck={setPeople}>
        {t('portfolio.withPeople')}
      </Check>
      <Check checked={movements} onCheck={setMovements}>
        {t('portfolio.withMovements')}
      </Check>
      {send.isError ? <Failure error={failureOf(send.error)} /> : null}
    </Frame>
  );
}
