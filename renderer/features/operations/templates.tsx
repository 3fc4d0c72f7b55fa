/** Templates: keeping the frame of a plan to begin others from, and beginning one: where, when, and under whom. */
import { useState } from 'react';
import type { OperationCard } from '#shared/contract/planning.ts';
import type { SiteChoice, TemplateFrame } from '#shared/contract/templates.ts';
import { isZone } from '#shared/time/zones.ts';
import { failureOf, useAsk, useSend } from '../../api/index.ts';
import { useT } from '../../i18n/index.ts';
import { useTell } from '../../state/notices.ts';
import { usePlace } from '../../state/place.ts';
import { usePortfolio } from '../../state/portfolio.ts';
import { useAnnounce, useProblem } from '../../state/steps.ts';
import { Button, Choice, cx, Failure, Field, LeaveApply, Sheet } from '../../ui/index.ts';
import controls from '../../ui/controls.module.css';
import { Frame, useFrame } from './frame.tsx';
import styles from './operations.module.css';

export function SaveTemplate({ card, onClose }: { readonly card: OperationCard; readonly onClose: () => void }) {
  const { t } = useT();
  const frame = useFrame(`template.save/${card.id}`, null, t('template.nameOf', { name: card.codeName }));
  const send = useSend('template.save');
  const announce = useAnnounce();
  const { code, codeName } = frame.value;
  const apply = (): void => {
    frame.try();
    if (!frame.named || send.isPending) return;
    send.mutate(
      { operation: card.id, code, name: codeName },
      {
        onSuccess: (made) => {
          frame.used();
          onClose();
          announce(made);
        },
      },
    );
  };
  return (
    <Frame
      open
      onClose={onClose}
      title={t('template.saveTitle', { name: card.codeName })}
      apply={t('template.save')}
      onApply={apply}
      busy={send.isPending}
    >
      <p className={styles.muted}>{t('template.saveNote')}</p>
      {frame.names}
      {send.isError ? <Failure error={failureOf(send.error)} /> : null}
    </Frame>
  );
}

export function TemplateDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useT();
  const list = useAsk('template.list', {});
  const [chosen, setChosen] = useState('');
  const template = chosen === '' ? (list.data?.[0]?.id ?? '') : chosen;
  const about = useAsk('template.frame', { template }, { when: template !== '', keep: false });
  const pick = (
    <Choice
      label={t('template.which')}
      value={template}
      options={(list.data ?? []).map(({ id, name, code }) => ({ value: id, label: `${name} · ${code}` }))}
      onPick={setChosen}
    />
  );
  if (about.data) return <Use key={about.data.id} frame={about.data} pick={pick} onClose={onClose} />;
  const blank = (): void => usePortfolio.getState().begin({ from: null });
  // nothing to build from: the way on is an operation without one
  const none = list.data?.length === 0;
  return (
    <Sheet
      open
      onClose={onClose}
      onApply={none ? blank : undefined}
      title={t('template.useTitle')}
      closeLabel={t('action.close')}
      foot={
        none ? (
          <LeaveApply onLeave={onClose} onApply={blank} disabled={false}>
            {t('command.operation.new')}
          </LeaveApply>
        ) : null
      }
    >
      <p>{t(none ? 'template.none' : 'state.loading')}</p>
      {about.isError ? <Failure error={failureOf(about.error)} /> : null}
    </Sheet>
  );
}

function Use({
  frame: template,
  pick,
  onClose,
}: {
  readonly frame: TemplateFrame;
  readonly pick: React.ReactNode;
  readonly onClose: () => void;
}) {
  const { t } = useT();
  const tell = useTell();
  const frame = useFrame(`template.use/${template.id}`, null, '');
  const [sites, setSites] = useState<readonly SiteChoice[]>(template.places);
  const [names, setNames] = useState<Readonly<Record<string, string>>>({});
  const send = useSend('template.use');
  const drop = useSend('template.drop');
  const announce = useAnnounce();
  const problem = useProblem();
  const roles = [
    { role: 'strategic', title: t('template.strategic') },
    { role: 'tactical', title: t('template.tactical') },
    ...sites.map(({ id, codeWord }) => ({ role: id, title: t('template.commander', { site: codeWord }) })),
  ];
  const fault = sites.find(({ cc, tz, codeWord }) => !/^[A-Z]{2}$/.test(cc) || !isZone(tz) || codeWord.trim() === '');
  const apply = (): void => {
    frame.try();
    if (!frame.ready || fault || send.isPending) return;
    const leads = roles.flatMap(({ role, title }) => {
      const name = names[role]?.trim() ?? '';
      return name === '' ? [] : [{ role, name, title }];
    });
    send.mutate(
      { template: template.id, ...frame.value, sites: [...sites], leads },
      {
        onSuccess: (made) => {
          frame.used();
          onClose();
          usePlace.getState().openOperation(made.operation);
          announce(made);
          if (made.fixed > 0) tell(({ t }) => t('portfolio.fixed', { count: made.fixed }));
        },
      },
    );
  };
  return (
    <Frame
      open
      wide
      onClose={onClose}
      title={t('template.useTitle')}
      apply={t('portfolio.create')}
      onApply={apply}
      busy={send.isPending}
    >
      <div className={styles.pair}>
        {pick}
        <div className={styles.end}>
          <Button
            tone="quiet"
            onClick={() =>
              drop.mutate(
                { template: template.id },
                {
                  onSuccess: (done) => {
                    onClose();
                    announce(done);
                  },
                  onError: problem,
                },
              )
            }
          >
            {t('template.drop')}
          </Button>
        </div>
      </div>
      <p className={styles.muted}>
        {t('template.holds', { tasks: template.tasks, phases: template.phases, sites: template.sites })}
      </p>
      <div className={styles.pair}>{frame.names}</div>
      {frame.h(template.refTz)}
      {sites.length > 0 ? (
        <SiteTable
          sites={sites}
          onChange={(id, change) => setSites(sites.map((site) => (site.id === id ? { ...site, ...change } : site)))}
        />
      ) : null}
      {fault ? <p role="alert">{t('template.siteFault', { site: fault.codeWord })}</p> : null}
      <fieldset className={styles.leads}>
        <legend>{t('template.leads')}</legend>
        {roles.map(({ role, title }) => (
          <Field
            key={role}
            label={title}
            value={names[role] ?? ''}
            onText={(name) => setNames({ ...names, [role]: name })}
            maxLength={200}
            autoComplete="off"
            dir="auto"
          />
        ))}
      </fieldset>
      {send.isError ? <Failure error={failureOf(send.error)} /> : null}
    </Frame>
  );
}

const COLUMNS = ['codeWord', 'place', 'cc', 'tz', 'position'] as const;

/** Every site of the template with where it lies this time; a changed place drops what was known of the old one. */
function SiteTable({
  sites,
  onChange,
}: {
  readonly sites: readonly SiteChoice[];
  readonly onChange: (id: string, change: Partial<SiteChoice>) => void;
}) {
  const { t } = useT();
  return (
    <table className={styles.sites}>
      <caption>{t('template.sites')}</caption>
      <thead>
        <tr>
          {COLUMNS.map((column) => (
            <th key={column} scope="col">
              {t(`template.col.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {sites.map((site, n) => (
          <tr key={site.id}>
            {COLUMNS.map((column) => (
              <td key={column}>
                <input
                  className={cx(controls.input, column !== 'place' && column !== 'codeWord' && controls.mono)}
                  aria-label={t('template.cell', { what: t(`template.col.${column}`), n: n + 1 })}
                  value={site[column]}
                  dir={column === 'place' || column === 'codeWord' ? 'auto' : 'ltr'}
                  autoComplete="off"
                  spellCheck={false}
                  onChange={(e) =>
                    onChange(site.id, { [column]: column === 'cc' ? e.target.value.toUpperCase() : e.target.value })
                  }
                />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
