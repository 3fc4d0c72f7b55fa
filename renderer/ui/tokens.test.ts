/** Contrast of every pair of colours that meets on the screen, computed from tokens.css (WCAG 2.2: 1.4.3, 1.4.11). */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const TEXT = 4.5;
const PICTURE = 3;
const THEMES = ['light', 'dark', 'contrast'] as const;
type Theme = (typeof THEMES)[number];
type Tokens = Readonly<Record<string, string>>;

/** Tokens of each theme: what a theme leaves out keeps the value of light. */
function tokensOf(css: string): Readonly<Record<Theme, Tokens>> {
  const block = (selector: string): Tokens => {
    const start = css.indexOf(`${selector} {`);
    if (start < 0) throw new Error(`tokens.css has no ${selector}`);
    const body = css.slice(start, css.indexOf('\n}', start));
    return Object.fromEntries([...body.matchAll(/--([\w-]+):\s*([^;]+);/g)].map((m) => [m[1] ?? '', m[2] ?? '']));
  };
  const light = block(':root');
  return {
    light,
    dark: { ...light, ...block('[data-theme="dark"]') },
    contrast: { ...light, ...block('[data-theme="contrast"]') },
  };
}

type Rgb = readonly [number, number, number];
function rgb(hex: string): Rgb {
  const m = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(hex);
  if (!m) throw new Error(`not a plain colour: ${hex}`);
  return [Number(`0x${m[1]}`), Number(`0x${m[2]}`), Number(`0x${m[3]}`)];
}
/** `share` of `a` over `b`, in sRGB, as color-mix and opacity do it. */
const mix = (a: Rgb, b: Rgb, share: number): Rgb => [
  a[0] * share + b[0] * (1 - share),
  a[1] * share + b[1] * (1 - share),
  a[2] * share + b[2] * (1 - share),
];
const luminance = (c: Rgb): number => {
  const [r, g, b] = c.map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0);
};
const contrast = (a: Rgb, b: Rgb): number => {
  const [x, y] = [luminance(a), luminance(b)];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
};

const themes = tokensOf(readFileSync(new URL('./tokens.css', import.meta.url), 'utf8'));
const cats = [1, 2, 3, 4, 5, 6, 7, 8] as const;

/** What any text may stand on: plain grounds, and rows that are hovered, selected or shaded. */
const GROUNDS = ['surface', 'sunken', 'ground', 'hover', 'shade-night', 'shade-weekend'] as const;
const TEXT_PAIRS: readonly (readonly [string, string])[] = [
  ...['ink', 'ink-2', 'ink-3', 'accent', 'block', 'warn', 'ready', 'now'].flatMap((ink) =>
    [...GROUNDS, 'accent-soft'].map((ground) => [ink, ground] as const),
  ),
  ['accent-ink', 'accent'],
  ['accent-soft-ink', 'accent-soft'],
  ['surface', 'accent-soft-ink'],
  ['block-soft-ink', 'block-soft'],
  ['warn-soft-ink', 'warn-soft'],
  ['ready-soft-ink', 'ready-soft'],
  ['tip-ink', 'tip'],
  ['surface', 'h-line'],
  ['mark-ink', 'mark-official'],
  ['mark-ink', 'mark-restricted'],
  ['mark-ink', 'mark-confidential'],
  ['tlp-clear', 'tlp-ground'],
  ['tlp-green', 'tlp-ground'],
  ['tlp-amber', 'tlp-ground'],
  ['tlp-red', 'tlp-ground'],
  ...cats.map((i) => ['ink', `cat-${i}-soft`] as const),
  ...cats.map((i) => ['surface', `cat-${i}`] as const),
];
const PICTURE_PAIRS: readonly (readonly [string, string])[] = [
  ...['focus', 'line-strong', 'h-line', 'now', 'accent', 'block', 'warn', 'ready', 'ink-2'].flatMap((line) =>
    [...GROUNDS, 'accent-soft'].map((ground) => [line, ground] as const),
  ),
  ...cats.flatMap((i) => [...GROUNDS, 'accent-soft', `cat-${i}-soft`].map((g) => [`cat-${i}`, g] as const)),
  // the cut-out strokes inside the octagon and the triangle
  ...['block', 'warn'].map((sign) => ['surface', sign] as const),
];

/** Pairs below the bound, with what they reach. */
function tooFaint(tokens: Tokens, pairs: readonly (readonly [string, string])[], bound: number): readonly string[] {
  return pairs.flatMap(([a, b]) => {
    const reached = contrast(rgb(tokens[a] ?? ''), rgb(tokens[b] ?? ''));
    return reached < bound ? [`${a} on ${b}: ${reached.toFixed(2)}`] : [];
  });
}

describe('the measure itself', () => {
  test('black on white is 21, #767676 on white just passes, #777777 just fails', () => {
    expect(contrast(rgb('#000000'), rgb('#ffffff'))).toBeCloseTo(21, 5);
    expect(contrast(rgb('#767676'), rgb('#ffffff'))).toBeGreaterThanOrEqual(TEXT);
    expect(contrast(rgb('#777777'), rgb('#ffffff'))).toBeLessThan(TEXT);
  });

  test('notices a token that is changed to a bad value', () => {
    const tokens = { ...themes.light, 'ink-3': '#8d99a5' };
    expect(tooFaint(tokens, TEXT_PAIRS, TEXT)).toContain('ink-3 on surface: 2.90');
    expect(tooFaint({ ...themes.dark, focus: '#2b3843' }, PICTURE_PAIRS, PICTURE)).not.toEqual([]);
  });
});

describe.each(THEMES)('%s', (theme) => {
  const tokens = themes[theme];

  test('text reaches 4.5:1', () => {
    expect(tooFaint(tokens, TEXT_PAIRS, TEXT)).toEqual([]);
  });

  test('bars, lines, focus and signs reach 3:1', () => {
    expect(tooFaint(tokens, PICTURE_PAIRS, PICTURE)).toEqual([]);
  });

  test('words inside a hatched bar stay legible where the hatch runs (28 % of the colour)', () => {
    const faint = cats.filter((i) => {
      const hatch = mix(rgb(tokens[`cat-${i}`] ?? ''), rgb(tokens[`cat-${i}-soft`] ?? ''), 0.28);
      return contrast(rgb(tokens.ink ?? ''), hatch) < TEXT;
    });
    expect(faint).toEqual([]);
  });

  test('every colour of the theme is a plain colour or the veil', () => {
    const odd = Object.entries(tokens).filter(([, v]) => v.startsWith('#') && !/^#[0-9a-f]{6}$/.test(v));
    expect(odd).toEqual([]);
    expect(tokens.veil).toMatch(/^rgb\(/);
  });

  test('the eight colours of sites can be told apart, each from each', () => {
    const close = cats.flatMap((i) =>
      cats
        .filter((j) => j > i && distance(tokens[`cat-${i}`] ?? '', tokens[`cat-${j}`] ?? '') < 0.03)
        .map((j) => `${i} and ${j}`),
    );
    expect(close).toEqual([]);
  });

  test('no marking wears the accent or the focus colour', () => {
    const near = ['mark-official', 'mark-restricted', 'mark-confidential'].flatMap((mark) =>
      ['accent', 'accent-soft', 'focus']
        .filter((accent) => distance(tokens[mark] ?? '', tokens[accent] ?? '') < 0.06)
        .map((accent) => `${mark} and ${accent}`),
    );
    expect(near).toEqual([]);
  });
});

/** Distance in OKLab, the space in which equal steps look alike. */
function distance(a: string, b: string): number {
  const lab = (hex: string): Rgb => {
    const [r, g, bl] = rgb(hex).map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
    const [x, y, z] = [r ?? 0, g ?? 0, bl ?? 0];
    const l = Math.cbrt(0.4122214708 * x + 0.5363325363 * y + 0.0514459929 * z);
    const m = Math.cbrt(0.2119034982 * x + 0.6806995451 * y + 0.1073969566 * z);
    const s = Math.cbrt(0.0883024619 * x + 0.2817188376 * y + 0.6299787005 * z);
    return [
      0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
      1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
      0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
    ];
  };
  const [p, q] = [lab(a), lab(b)];
  return Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
}

describe('markings', () => {
  test('keep their colours in every theme: a theme never sets them again', () => {
    const fixed = (theme: Theme): Tokens =>
      Object.fromEntries(Object.entries(themes[theme]).filter(([name]) => /^(mark|tlp|qr)/.test(name)));
    expect(Object.keys(fixed('light')).length).toBeGreaterThan(9);
    expect(fixed('dark')).toEqual(fixed('light'));
    expect(fixed('contrast')).toEqual(fixed('light'));
  });

  test('a QR picture stays black on white, or no machine reads it', () => {
    expect([themes.dark.qr, themes.dark['qr-ground']]).toEqual(['#000000', '#ffffff']);
  });

  test('the three levels look different', () => {
    const marks = ['mark-official', 'mark-restricted', 'mark-confidential'].map((m) => themes.light[m] ?? '');
    expect(distance(marks[0] ?? '', marks[1] ?? '')).toBeGreaterThan(0.06);
    expect(distance(marks[1] ?? '', marks[2] ?? '')).toBeGreaterThan(0.06);
    expect(distance(marks[0] ?? '', marks[2] ?? '')).toBeGreaterThan(0.06);
  });

  test('only the signs use marking colours, and signs use no accent', () => {
    const users = sheets.filter((s) => s.name !== 'ui/tokens.css' && /var\(--(mark|tlp)-/.test(s.text));
    expect(users.map((s) => s.name)).toEqual(['ui/signs.module.css']);
    const rules = rulesOf(users[0]?.text ?? '').filter((r) =>
      /mark|tlp|band|level|official|restricted|confid/.test(r.selector),
    );
    expect(rules.length).toBeGreaterThan(8);
    expect(rules.filter((r) => /--accent|--focus/.test(r.body))).toEqual([]);
  });
});

const root = new URL('../', import.meta.url);
const sheets = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.css'))
  .map((name) => ({ name: name.replaceAll('\\', '/'), text: readFileSync(new URL(name, root), 'utf8') }));

interface Rule {
  readonly selector: string;
  readonly body: string;
}
const rulesOf = (css: string): readonly Rule[] =>
  [...css.replaceAll(/\/\*[\s\S]*?\*\//g, '').matchAll(/([^{}]+)\{([^{}]*)\}/g)].map((m) => ({
    selector: (m[1] ?? '').trim(),
    body: m[2] ?? '',
  }));

describe('bars of the timeline', () => {
  const rules = rulesOf(sheets.find((s) => s.name === 'features/timeline/timeline.module.css')?.text ?? '');
  const bodyOf = (selector: string): string => rules.find((r) => r.selector === selector)?.body ?? '';

  test.each(THEMES)('%s: a bar that is done keeps an edge of 3:1', (theme) => {
    const opacity = Number(/opacity:\s*([\d.]+)/.exec(bodyOf('.done'))?.[1]);
    const faint = cats.flatMap((i) =>
      ['surface', 'shade-night', 'shade-weekend'].filter((ground) => {
        const under = rgb(themes[theme][ground] ?? '');
        return contrast(mix(rgb(themes[theme][`cat-${i}`] ?? ''), under, opacity), under) < PICTURE;
      }),
    );
    expect(faint).toEqual([]);
  });

  test('words turn dark where a coercive bar is paler because it is done or dropped', () => {
    expect(bodyOf('.coercive + .inside')).toContain('color: var(--surface)');
    expect(bodyOf('.coercive:is(.done, .dropped) + .inside')).toContain('color: var(--ink)');
    expect(bodyOf('.coercive.done')).toMatch(/28%, var\(--cs\)\)[\s\S]*opacity: 1;/);
    expect(rules.findIndex((r) => r.selector === '.coercive:is(.done, .dropped) + .inside')).toBeGreaterThan(
      rules.findIndex((r) => r.selector === '.coercive + .inside'),
    );
  });
});

describe('style sheets', () => {
  const known = new Set(Object.keys(themes.light));

  test('name only tokens that exist', () => {
    const local = new Set(['c', 'cs', 'left', 'gutter', 'leading', 'columns']);
    const unknown = sheets.flatMap((s) =>
      [...s.text.matchAll(/var\(--([\w-]+)/g)]
        .map((m) => m[1] ?? '')
        .filter((name) => !known.has(name) && !local.has(name) && !s.text.includes(`--${name}:`))
        .map((name) => `${s.name}: ${name}`),
    );
    expect([...new Set(unknown)]).toEqual([]);
  });

  test('hold no colour of their own: all colours are tokens in one file (ux.md, section 17)', () => {
    const own = sheets
      .filter((s) => s.name !== 'ui/tokens.css')
      .flatMap((s) =>
        (
          s.text.replaceAll(/\/\*[\s\S]*?\*\//g, '').match(/#[0-9a-f]{3,8}\b|\brgba?\([^)]*\)|\bhsla?\([^)]*\)/gi) ?? []
        ).map((c) => `${s.name}: ${c}`),
      );
    expect(own).toEqual([]);
  });

  test.each(THEMES)('%s: wherever one rule sets text and ground, they reach 4.5:1', (theme) => {
    const faint: string[] = [];
    let seen = 0;
    for (const sheet of sheets)
      for (const rule of rulesOf(sheet.text)) {
        const ink = /(?:^|[;\s])color:\s*var\(--([\w-]+)\)/.exec(rule.body)?.[1];
        const ground = /background(?:-color)?:\s*var\(--([\w-]+)\)/.exec(rule.body)?.[1];
        if (ink === undefined || ground === undefined || !known.has(ink) || !known.has(ground)) continue;
        seen += 1;
        const reached = contrast(rgb(themes[theme][ink] ?? ''), rgb(themes[theme][ground] ?? ''));
        if (reached < TEXT) faint.push(`${sheet.name} ${rule.selector}: ${ink} on ${ground} ${reached.toFixed(2)}`);
      }
    expect(seen).toBeGreaterThan(25);
    expect(faint).toEqual([]);
  });
});
