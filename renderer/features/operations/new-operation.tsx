/** The dialogs a new operation begins with: from nothing, or as a further edition of one that is there. */
import { type ReactNode, useState } from 'react';
import type { OperationCard } from '#shared/contract/planning.ts';
import { LEVELS, TLP } from '#shared/model/vocabulary.ts';
import { isZone } from '#shared/time/zones.ts';
import { failureOf, useAsk, useSend } from '../../api/index.ts';
import { useT } from '../../i18n/index.ts';
import { useCommand } from '../../state/bus.ts';
import { useDraft } from '../../state/drafts.ts';
import { useNotices } from '../../state/notices.ts';
import { usePlace } from '../../state/place.ts';
import { usePortfolio } from '../../state/portfolio.ts';
import { useAnnounce } from '../../state/steps.ts';
import { Button, Check, Choice, Failure, Field, Kbd, Sheet } from '../../ui/index.ts';
import styles from './operations.module.css';

const CODE = /^[A-Za-z][A-Za-z0-9_-]{0,31}$/;
const WALL = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d$/;

/** Answers the commands wherever the person is; mounted once, in the shell. */
export function OperationDialogs() {
  const draft = usePortfolio((s) => s.draft);
  const focused = usePortfolio((s) => s.focused);
  const area = usePlace((s) => s.area);
  const operation = usePlace((s) => s.operation);
  const { begin } = usePortfolio.getState();
  const about = area === 'operations' ? (focused ?? operation) : operation;
  useCommand('operation.new', () => begin({ from: null }));
  useCommand('operation.copy', () => begin({ from: about }), about !== null);
  const from = draft?.from ?? null;
  const source = useAsk('operation.card', { operation: from ?? '' }, { when: from !== null, keep: false });
  const close = (): void => begin(null);
  return (
    <>
      <NewDialog open={draft !== null && from === null} onClose={close} />
      {from !== null && source.data ? <CopyDialog key={from} source={source.data} onClose={close} /> : null}
    </>
  );
}

interface FrameProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly apply: string;
  readonly onApply: () => void;
  readonly busy: boolean;
  readonly children: ReactNode;
}
function Frame({ open, onClose, title, apply, onApply, busy, children }: FrameProps) {
  const { t } = useT();
  return (
    <Sheet
      open={open}
      onClose={onClose}
      onApply={onApply}
      title={title}
      closeLabel={t('action.close')}
      foot={
        <>
          <Button tone="quiet" onClick={onClose}>
            {t('action.leave')} <Kbd>Esc</Kbd>
          </Button>
          <Button tone="primary" onClick={onApply} aria-disabled={busy}>
            {apply} <Kbd>Ctrl+Enter</Kbd>
          </Button>
        </>
      }
    >
      <form
        className={styles.form}
        onSubmit={(e) => {
          e.preventDefault();
          onApply();
        }}
      >
        {children}
        <p role="status" className={styles.muted}>
          {busy ? t('portfolio.making') : ''}
        </p>
        {/* Enter in a field applies, as in any form. */}
        <button type="submit" hidden>
          {apply}
        </button>
      </form>
    </Sheet>
  );
}

/** Code, code name and H, typed once and kept through a lock. */
function useFrame(key: string, code: string, codeName: string) {
  const { t } = useT();
  const [typedCode, setCode, codeUsed] = useDraft(`${key}/code`, code);
  const [typedName, setName, nameUsed] = useDraft(`${key}/name`, codeName);
  const [h, setH, hUsed] = useDraft(`${key}/h`, '');
  const [tried, setTried] = useState(false);
  const ready = CODE.test(typedCode.trim()) && typedName.trim() !== '' && WALL.test(h.trim());
  return {
    value: { code: typedCode.trim(), codeName: typedName.trim(), hHour: h.trim() },
    ready,
    try: () => setTried(true),
    used: () => {
      codeUsed();
      nameUsed();
      hUsed();
      setTried(false);
    },
    names: (
      <>
        <Field
          label={t('portfolio.code')}
          value={typedCode}
          onText={setCode}
          mono
          dir="ltr"
          maxLength={32}
          autoComplete="off"
          spellCheck={false}
          hint={t('portfolio.codeHint')}
          fault={tried && !CODE.test(typedCode.trim()) ? t('error.code.new-code') : undefined}
        />
        <Field
          label={t('portfolio.codeName')}
          value={typedName}
          onText={setName}
          maxLength={200}
          autoComplete="off"
          fault={tried && typedName.trim() === '' ? t('error.code.new-name') : undefined}
        />
      </>
    ),
    h: (zone: string) => (
      <Field
        label={t('portfolio.h', { zone })}
        value={h}
        onText={setH}
        mono
        dir="ltr"
        autoComplete="off"
        spellCheck={false}
        placeholder="2027-03-16 04:00"
        hint={t('portfolio.hHint')}
        fault={tried && !WALL.test(h.trim()) ? t('error.code.new-h') : undefined}
      />
    ),
  } as const;
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
          const notes = [
            made.fixed > 0 ? t('portfolio.fixed', { count: made.fixed }) : '',
            made.foreign > 0 ? t('portfolio.foreign', { count: made.foreign }) : '',
          ].filter(Boolean);
          if (notes.length > 0) useNotices.getState().toast(notes.join(' '));
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
