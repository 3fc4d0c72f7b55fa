import * as z from 'zod';
import { ask, desk } from './call.ts';
import { CardSteps, Id24, twoPeople } from './exchange-keys.ts';
import { OpenWorkspace } from './session.ts';
import { Code, Ms, PersonName, Ticket } from './values.ts';

/**
 * Server and database of a hub, as a person types it. No options: some of them name files on this computer, which the window has no say
 * over; who needs those uses the command line.
 */
const HubAddress = z
  .string()
  .trim()
  .max(500)
  .regex(/^postgres(ql)?:\/\/[^?#\s]+$/);
const Meeting = z.union([
  z.strictObject({ ticket: Ticket }),
  /** The folder of the last round. */
  z.strictObject({ again: z.literal(true) }),
  z.strictObject({ hub: HubAddress, password: z.string().max(1_000) }),
]);
const MeetingReport = z.strictObject({
  taken: z.int(),
  put: z.int(),
  /** Lines newly sealed for the others. */
  sealed: z.int(),
  refused: z.array(z.strictObject({ hash: z.string(), code: z.string(), reason: z.string() })),
  /** Called off, or the place went away, before the end: what was taken in stays, and the next round goes on from there. */
  ended: z.enum(['whole', 'cancelled', 'lost']),
});

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
  /** One round between the stations, in a folder or at their hub; the password is used for it and kept nowhere. */
  'station.meet': desk({ where: Meeting, by: PersonName }, MeetingReport),
  /**
   * At a station without the root key: makes a new key and asks for its place on the card in what is passed on from here. An ask that
   * waits already is left as it is.
   */
  'station.ask': ask(
    { what: z.enum(['encryption', 'station']), by: PersonName },
    z.strictObject({ isNew: z.boolean(), encryption: Ms.nullable(), signing: Id24.nullable() }),
  ),
  /** At the station with the root key: the next card, with the keys this station asked for. */
  'station.renew': ask({ station: Id24, ...twoPeople }, CardSteps),
} as const;
