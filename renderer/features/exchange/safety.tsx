/** Holds, doubtful signatures and the restart after a backup: rare steps, each with its reason and who stands for it. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Output } from '#shared/contract/contract.ts';
import type { DoubtView } from '#shared/contract/exchange-desk.ts';
import { failureOf, useAsk, useSend } from '../../api/index.ts';
import { numberText, useT } from '../../i18n/index.ts';
import { useCommand } from '../../state/bus.ts';
import { useTell } from '../../state/notices.ts';
import { Button, Code, Failure, Field, Loading, Ltr, Sign } from '../../ui/index.ts';
import styles from './desk.module.css';
import page from './exchange.module.css';
import { ReasonSheet } from './reason-sheet.tsx';
import { Scroller } from './scroller.tsx';
import { When } from './when.tsx';

type Hold = Output<'exchange.holds'>[number];

export function Safety() {
  return (
    <>
      <Holds />
      <Doubts />
      <Restart />
    </>
  );
}

/** What to say and read again after a step of this page. */
function useTold(onClose: () => void): (key: string, params?: Readonly<Record<string, string | number>>) => void {
  const tell = useTell();
  const client = useQueryClient();
  return (key, params) => {
    tell(({ t }) => t(key, params));
    void client.invalidateQueries();
    onClose();
  };
}

function Item({ item }: { readonly item: Hold['item'] }) {
  const { maybe } = useT();
  return (
    <>
      <Code>{item.code || item.record.slice(0, 6)}</Code> <bdi>{item.label}</bdi>{' '}
      <span className={page.muted}>{maybe(`kind.${item.kind}`, item.kind)}</span>
    </>
  );
}
function Holds() {
  const { t, language } = useT();
  const ask = useAsk('exchange.holds', {});
  const [setting, setSetting] = useState(false);
  const [lifting, setLifting] = useState<Hold | null>(null);
  useCommand('exchange.hold', () => setSetting(true));
  return (
    <section className={page.card}>
      <header>
        <h2>{t('holds.title')}</h2>
        <Button onClick={() => setSetting(true)}>{t('holds.set')}</Button>
      </header>
      <div className={page.section}>
        <p className={page.note}>{t('holds.text')}</p>
        {ask.isError ? <Failure error={failureOf(ask.error)} /> : null}
        {ask.isPending ? <Loading lines={2} /> : null}
        {ask.data?.length === 0 ? <p className={page.muted}>{t('holds.none')}</p> : null}
      </div>
      {ask.data && ask.data.length > 0 ? (
        <Scroller label={t('holds.title')}>
          <table className={styles.grid}>
            <caption className="visually-hidden">{t('holds.title')}</caption>
            <thead>
              <tr>
                {['record', 'basis', 'since', 'kept'].map((c) => (
                  <th key={c} scope="col">
                    {t(`holds.col.${c}`)}
                  </th>
                ))}
                <th scope="col">
                  <span className="visually-hidden">{t('sent.col.actions')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {ask.data.map((hold) => (
                <tr key={hold.record}>
                  <td>
                    <Item item={hold.item} />
                  </td>
                  <td>
                    <bdi>{hold.basis}</bdi>
                  </td>
                  <td>
                    <When at={hold.at} />
                    <br />
                    <small className={page.muted}>
                      <bdi>{hold.by}</bdi> · <bdi>{hold.second}</bdi>
                    </small>
                  </td>
                  <td>{numberText(hold.kept, language)}</td>
                  <td className={styles.actions}>
                    <Button
                      tone="danger"
                      onClick={() => setLifting(hold)}
                      aria-label={`${t('holds.lift')} ${hold.item.code || hold.record.slice(0, 6)}`}
                    >
                      {t('holds.lift')}
                    </Button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroller>
      ) : null}
      {setting ? <SetHold onClose={() => setSetting(false)} /> : null}
      {lifting ? <LiftHold hold={lifting} onClose={() => setLifting(null)} /> : null}
    </section>
  );
}

function SetHold({ onClose }: { readonly onClose: () => void }) {
  const { t } = useT();
  const [record, setRecord] = useState('');
  const send = useSend('exchange.hold');
  const told = useTold(onClose);
  return (
    <ReasonSheet
      twoPersons
      title={t('holds.set')}
      text={t('holds.setText')}
      action={t('holds.apply')}
      reasonLabel={t('holds.basis')}
      pending={send.isPending}
      error={send.error ? failureOf(send.error) : null}
      fault={record.trim() === '' ? t('holds.recordNeeded') : undefined}
      onClose={onClose}
      onSend={({ reason, by, second }) =>
        send.mutate(
          { record: record.trim(), basis: reason, by, second },
          { onSuccess: () => told('holds.done', { record: record.trim() }) },
        )
      }
    >
      <Field
        label={t('holds.record')}
        hint={t('holds.recordHint')}
        value={record}
        onText={setRecord}
        dir="ltr"
        maxLength={80}
        autoComplete="off"
      />
    </ReasonSheet>
  );
}

function LiftHold({ hold, onClose }: { readonly hold: Hold; readonly onClose: () => void }) {
  const { t } = useT();
  const send = useSend('exchange.liftHold');
  const told = useTold(onClose);
  const name = hold.item.code || hold.record.slice(0, 6);
  return (
    <ReasonSheet
      twoPersons
      danger
      title={t('holds.liftTitle', { record: name })}
      text={t('holds.liftText')}
      action={t('holds.lift')}
      reasonLabel={t('steps.reason')}
      pending={send.isPending}
      error={send.error ? failureOf(send.error) : null}
      onClose={onClose}
      onSend={({ reason, by, second }) =>
        send.mutate(
          { record: hold.record, reason, by, second },
          { onSuccess: () => told('holds.lifted', { record: name }) },
        )
      }
    />
  );
}

/** Files signed with a key that was reported lost: what was signed from the stated time on is doubtful, what came before is not. */
function Doubts() {
  const { t } = useT();
  const ask = useAsk('exchange.doubts', {});
  const list = ask.data ?? [];
  return (
    <section className={page.card}>
      <header>
        <h2>{t('doubts.title')}</h2>
        {list.some(({ doubtful }) => doubtful) ? (
          <Sign tone="warn">{t('doubts.count', { count: list.filter(({ doubtful }) => doubtful).length })}</Sign>
        ) : null}
      </header>
      <div className={page.section}>
        <p className={page.note}>{t('doubts.text')}</p>
        {ask.isError ? <Failure error={failureOf(ask.error)} /> : null}
        {ask.data?.length === 0 ? <p className={page.muted}>{t('doubts.none')}</p> : null}
      </div>
      {list.length > 0 ? (
        <Scroller label={t('doubts.title')}>
          <table className={styles.grid}>
            <caption className="visually-hidden">{t('doubts.title')}</caption>
            <thead>
              <tr>
                {['file', 'when', 'records', 'state'].map((c) => (
                  <th key={c} scope="col">
                    {t(`doubts.col.${c}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {list.map((doubt) => (
                <Doubt key={`${doubt.agency.agencyId} ${doubt.seq} ${doubt.at}`} doubt={doubt} />
              ))}
            </tbody>
          </table>
        </Scroller>
      ) : null}
    </section>
  );
}

function Doubt({ doubt: d }: { readonly doubt: DoubtView }) {
  const { t } = useT();
  return (
    <tr>
      <td>
        <Code>{d.agency.code}</Code> <bdi>{d.agency.name}</bdi> · {t('verified.seq')} <Ltr>{d.seq}</Ltr>
        <br />
        <small className={page.muted}>
          {t('doubts.key')} <Code mono>{d.key.slice(0, 12)}</Code>
        </small>
      </td>
      <td>
        <When at={d.at} />
      </td>
      <td>
        {d.items.length === 0 ? (
          t('doubts.records', { count: d.records.length })
        ) : (
          <details>
            <summary>{t('doubts.records', { count: d.records.length })}</summary>
            {d.items.map((item) => (
              <span key={item.record} className={styles.block}>
                <Item item={item} />
              </span>
            ))}
          </details>
        )}
      </td>
      <td>
        <Sign tone={d.doubtful ? 'warn' : 'ready'}>{t(d.doubtful ? 'doubts.doubtful' : 'doubts.before')}</Sign>
      </td>
    </tr>
  );
}

function Restart() {
  const { t } = useT();
  const [open, setOpen] = useState(false);
  const send = useSend('exchange.restart');
  const told = useTold(() => setOpen(false));
  useCommand('exchange.restart', () => setOpen(true));
  return (
    <section className={page.card}>
      <header>
        <h2>{t('restart.title')}</h2>
        <Button onClick={() => setOpen(true)}>{t('restart.open')}</Button>
      </header>
      <div className={page.section}>
        <p className={page.note}>{t('restart.text')}</p>
      </div>
      {open ? (
        <ReasonSheet
          danger
          title={t('restart.title')}
          text={t('restart.sure')}
          action={t('restart.apply')}
          reasonLabel={t('steps.reason')}
          pending={send.isPending}
          error={send.error ? failureOf(send.error) : null}
          onClose={() => setOpen(false)}
          onSend={({ reason, by }) =>
            send.mutate({ reason, by }, { onSuccess: ({ streams }) => told('restart.done', { count: streams }) })
          }
        />
      ) : null}
    </section>
  );
}
