import * as z from 'zod';
import { ask } from './call.ts';
import { CardSteps, twoPeople } from './exchange-keys.ts';
import { OpenWorkspace } from './session.ts';
import { Code, PersonName, Ticket } from './values.ts';

/** Several stations of one agency: taking one in, becoming one, and what they pass to each other. */
export const stationCalls = {
  /**
   * At the station with the root key: `partner` is the empty workspace of the new station, whose digits were compared; it gets a place on
   * the next card, and is no partner from then on.
   */
  'station.enrol': ask({ partner: Code, name: z.string().trim().min(1).max(80), ...twoPeople }, CardSteps),
  /** At the new station: `partner` is the agency whose newest card names this station. */
  'station.join': ask(
    { partner: Code, ...twoPeople },
    z.strictObject({ open: OpenWorkspace, serial: z.int(), stations: z.int() }),
  ),
  /** A newer card of our own agency, made at the station with the root key. */
  'station.card': ask({ ticket: Ticket }, z.strictObject({ serial: z.int(), stations: z.int(), isNew: z.boolean() })),
  /** A file for the other stations; `full`: all there is, for a station that begins or missed a file. */
  'station.pass': ask(
    { ticket: Ticket, full: z.boolean(), by: PersonName },
    z.strictObject({
      seq: z.int(),
      lines: z.int(),
      /** Files of partners that go along. */
      files: z.int(),
      bytes: z.int(),
      fileName: z.string(),
    }),
  ),
} as const;
