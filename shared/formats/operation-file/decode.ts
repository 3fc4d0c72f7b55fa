/** Bytes to text: size, UTF-8, byte-order mark, line ends, control characters (SCHEMA 1). */
import type { Faults } from './faults.ts';

export const MAX_FILE_BYTES = 5_000_000;
const LINE_FEED = 10;

/** The text with line ends LF and without byte-order mark, or null when a fault was reported. */
export function decodeFile(bytes: Uint8Array, faults: Faults): string | null {
  if (bytes.length > MAX_FILE_BYTES) {
    faults.inLine(
      1,
      'file-size',
      `starts a file of ${bytes.length} bytes; an operation file holds at most ${MAX_FILE_BYTES}`,
    );
    return null;
  }
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    faults.inLine(firstLineNotUtf8(bytes), 'file-encoding', 'is not UTF-8; save the file as UTF-8');
    return null;
  }
  text = (text.startsWith('\ufeff') ? text.slice(1) : text).replaceAll('\r\n', '\n');
  const before = faults.count;
  reportControls(text, faults);
  return faults.count === before ? text : null;
}

/** C0 and C1 control characters, DEL. A carriage return counts too: those of CRLF line ends are gone by then. */
export function isControl(code: number): boolean {
  return code < 32 || (code >= 127 && code <= 159);
}

function reportControls(text: string, faults: Faults): void {
  let line = 1;
  let reported = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === LINE_FEED) line += 1;
    else if (code !== 9 && isControl(code) && reported !== line) {
      reported = line;
      const name = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
      faults.inLine(
        line,
        'file-control',
        `holds the control character ${name}; only tab and line ends (LF, CRLF) are allowed`,
      );
    }
  }
}

/** A line feed is never part of a longer UTF-8 sequence, so lines can be tried one by one. */
function firstLineNotUtf8(bytes: Uint8Array): number {
  let line = 1;
  for (let from = 0; from < bytes.length; line++) {
    const end = bytes.indexOf(LINE_FEED, from);
    const to = end === -1 ? bytes.length : end;
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(from, to));
    } catch {
      return line;
    }
    from = to + 1;
  }
  return line;
}
