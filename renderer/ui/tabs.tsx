import { Tabs } from '@base-ui/react/tabs';
import type { ReactNode } from 'react';
import styles from './controls.module.css';

export interface TabSet<T extends string> {
  readonly value: T;
  readonly onPick: (value: T) => void;
  readonly label: string;
  readonly tabs: readonly { readonly value: T; readonly label: ReactNode; readonly panel: ReactNode }[];
  readonly panelClass?: string | undefined;
}

export function TabPanels<T extends string>({ value, onPick, label, tabs, panelClass }: TabSet<T>) {
  return (
    <Tabs.Root
      value={value}
      onValueChange={(next: unknown) => {
        const found = tabs.find((t) => t.value === next);
        if (found) onPick(found.value);
      }}
    >
      <Tabs.List className={styles.tabs} aria-label={label} activateOnFocus>
        {tabs.map((t) => (
          <Tabs.Tab key={t.value} value={t.value} className={styles.tab} data-tab={t.value}>
            {t.label}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {tabs.map((t) => (
        <Tabs.Panel key={t.value} value={t.value} className={panelClass}>
          {t.panel}
        </Tabs.Panel>
      ))}
    </Tabs.Root>
  );
}
