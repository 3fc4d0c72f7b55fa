import { Menu } from '@base-ui/react/menu';
import { Check } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import styles from './controls.module.css';

/** A button that opens a list of choices or actions. */
export function PopMenu({
  trigger,
  children,
  open,
  onOpen,
  region,
}: {
  readonly trigger: ReactElement;
  readonly children: ReactNode;
  readonly open?: boolean;
  readonly onOpen?: (open: boolean) => void;
  /** Name of the list as a landmark: it stands outside all others while it is open. */
  readonly region: string;
}) {
  return (
    <Menu.Root
      {...(open === undefined ? {} : { open })}
      onOpenChange={(next) => {
        onOpen?.(next);
      }}
    >
      <Menu.Trigger render={trigger} />
      <Menu.Portal>
        <Menu.Positioner sideOffset={4} className={styles.layer} align="end" role="region" aria-label={region}>
          <Menu.Popup className={styles.menu}>{children}</Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

export function MenuAction({
  onPick,
  children,
  disabled,
}: {
  readonly onPick: () => void;
  readonly children: ReactNode;
  readonly disabled?: boolean;
}) {
  return (
    <Menu.Item className={styles.menuItem} onClick={onPick} disabled={disabled ?? false}>
      {children}
    </Menu.Item>
  );
}

/** Something that is shown or not. */
export function MenuCheck({
  on,
  onSwitch,
  children,
}: {
  readonly on: boolean;
  readonly onSwitch: () => void;
  readonly children: ReactNode;
}) {
  return (
    <Menu.CheckboxItem className={styles.menuItem} checked={on} onCheckedChange={onSwitch}>
      <span className={styles.menuTick}>
        <Menu.CheckboxItemIndicator>
          <Check size={14} aria-hidden />
        </Menu.CheckboxItemIndicator>
      </span>
      {children}
    </Menu.CheckboxItem>
  );
}

export function MenuChoice<T extends string>({
  label,
  value,
  options,
  onPick,
}: {
  readonly label: string;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly label: ReactNode }[];
  readonly onPick: (value: T) => void;
}) {
  return (
    <Menu.Group>
      <Menu.GroupLabel className={styles.menuLabel}>{label}</Menu.GroupLabel>
      <Menu.RadioGroup
        value={value}
        onValueChange={(next: unknown) => {
          const found = options.find((o) => o.value === next);
          if (found) onPick(found.value);
        }}
      >
        {options.map((o) => (
          <Menu.RadioItem key={o.value} value={o.value} data-choice={o.value} className={styles.menuItem}>
            <span className={styles.menuTick}>
              <Menu.RadioItemIndicator>
                <Check size={14} aria-hidden />
              </Menu.RadioItemIndicator>
            </span>
            {o.label}
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
    </Menu.Group>
  );
}

export function MenuRule() {
  return <Menu.Separator className={styles.menuRule} />;
}
