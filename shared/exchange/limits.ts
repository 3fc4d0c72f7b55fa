/**
 * Every bound of the exchange file in one place (exchange design, section 13). Sizes are bytes unless the name says otherwise.
 * A reader refuses what exceeds them before it allocates for it; a writer refuses to make it.
 */
const KIB = 1024;
const MIB = 1024 * KIB;

export const LIMITS = {
  /** The file as it lies on the stick, armored or not; also the decrypted container. */
  file: 512 * MIB,
  /** Armor is text for mail; larger files travel as they are. */
  armored: 32 * MIB,
  ageHeader: 64 * KIB,
  ageStanzas: 32,
  header: 64 * KIB,
  headerDepth: 6,
  acks: 256,
  /** Sequence numbers received after a gap, per acknowledged stream. */
  acksLater: 256,
  blobs: 4096,
  blob: 100 * MIB,
  opsRaw: 256 * MIB,
  /** A section may expand to at most `expandFactor` × its length + `expandSlack`. */
  expandFactor: 100,
  expandSlack: MIB,
  zstdWindow: 8 * MIB,
  lines: 1_000_000,
  line: 256 * KIB,
  /** UTF-8 length of one string inside a line. */
  string: 64 * KIB,
  /** Arrays inside the array that is the line: `[…[[[1]]]…]` is the deepest that passes. */
  nesting: 3,
  card: 128 * KIB,
  cardDepth: 6,
  cardStations: 64,
  cardStationKeys: 8,
  cardEncryptionKeys: 16,
  cardRevocations: 256,
  /** Header and signature of an acknowledgement that still fit one QR code (base45, version 40, level L: 4 296 characters). */
  acknowledgementQr: 2800,
} as const;
