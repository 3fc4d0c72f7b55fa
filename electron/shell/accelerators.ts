const ALIASES: Readonly<Record<string, string>> = {
  command: 'meta',
  cmd: 'meta',
  super: 'meta',
  control: 'ctrl',
  option: 'alt',
  return: 'enter',
  esc: 'escape',
  up: 'arrowup',
  down: 'arrowdown',
  left: 'arrowleft',
  right: 'arrowright',
  space: ' ',
  plus: '+',
};
const MODIFIERS = ['ctrl', 'meta', 'alt', 'shift'] as const;

/**
 * Electron's accelerator ("CmdOrCtrl+Shift+P") in the one spelling the page's key listener builds from an event
 * (world-isolated.ts): lower case, modifiers in fixed order, the key by its KeyboardEvent name.
 */
export function canonicalKeys(accelerator: string, platform: NodeJS.Platform = process.platform): string {
  const parts = accelerator
    .toLowerCase()
    .split('+')
    .map((part) => {
      if (part === 'cmdorctrl' || part === 'commandorcontrol') return platform === 'darwin' ? 'meta' : 'ctrl';
      return ALIASES[part] ?? part;
    });
  const isModifier = (part: string): boolean => MODIFIERS.some((modifier) => modifier === part);
  return [
    ...MODIFIERS.filter((modifier) => parts.includes(modifier)),
    ...parts.filter((part) => !isModifier(part)),
  ].join('+');
}
