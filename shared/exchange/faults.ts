import { type Refusal, refusal } from '../result/refusal.ts';

/**
 * Every way an exchange file or card can be refused: a sentence that says what happened and what to do.
 * A detail may be added; neither ever carries content, keys or names out of the file.
 */
const FAULTS = {
  cancelled: 'The work was cancelled; nothing was changed.',
  'too-large': 'This is larger than the exchange allows. Ask the sender to split it.',
  'not-an-exchange-file': 'This is not an exchange file. Check that the right file was chosen.',
  'newer-format':
    'The file was made by a newer version. Update this station, then import it again; the file stays as it is.',
  'newer-model':
    'The file needs a newer version to be understood. Update this station, then import it again; the file stays as it is.',
  'bad-envelope':
    'The outer encryption is malformed or over its limits, so it was not opened. Ask the sender for a new copy.',
  'passphrase-envelope':
    'The file is locked with a passphrase, which exchange files never are. Ask the sender to seal it to your agency card.',
  'foreign-recipient':
    'The file is encrypted in a way agencies do not use with each other. Ask the sender to seal it to your agency card.',
  'mixed-recipients':
    'The file is encrypted to keys of different strength at once, which is never allowed. Ask the sender to seal it again.',
  'cannot-decrypt':
    'No key of this station opens the file: it was sealed for someone else, to a key since destroyed, or damaged on the way. Ask the sender to seal it again with your present card.',
  tampered: 'The file was cut short, damaged or altered on the way. Nothing was taken from it; ask for another copy.',
  'bad-header': 'The file is not built as the exchange demands. Nothing was taken from it; tell the sender.',
  'not-canonical':
    'Part of the file is not in the exact form the exchange demands. Nothing was taken from it; tell the sender.',
  'unknown-sender':
    'The file comes from an agency whose card is not known here. It waits unread; ask that agency for its card.',
  'unverified-sender':
    'The card of the sending agency has not been compared yet. The file waits unread; compare the 60 digits with them first.',
  'unknown-station':
    'The sending station is not on the card of its agency. The file waits unread; ask that agency for its newest card.',
  'unknown-key':
    'The sending station signed with a key that is not on its card. The file waits unread; ask that agency for its newest card.',
  'revoked-key':
    'The file is signed with a key its agency has revoked. It was refused; tell that agency and check what came from this station before.',
  'revoked-sender':
    'This station has withdrawn its trust in the sending agency. The file was refused; enrol the agency again if that was a mistake.',
  'bad-signature':
    'The signature does not belong to the content. The file was refused; tell the sending agency by another channel.',
  'not-for-us': 'The file is addressed to another agency. It was refused; tell the sending agency.',
  'bad-sections': 'The parts of the file do not add up to its size. It was refused; ask for another copy.',
  'section-hash':
    'A part of the file is not what its header promises. The whole file was refused; ask for another copy.',
  'bad-compression': 'The compressed part of the file is malformed. The whole file was refused; tell the sender.',
  'expands-too-far':
    'The file would expand far beyond its declared or permitted size. It was refused; tell the sending agency.',
  'bad-text': 'The lines of the file are not proper text. The whole file was refused; tell the sender.',
  'too-many-lines':
    'The file holds more or fewer lines than it declares or than is allowed. It was refused; ask the sender to split it.',
  'line-too-long': 'A line of the file is longer than allowed. The whole file was refused; tell the sender.',
  'bad-line':
    'A line of the file is not in the form the exchange demands. The whole file was refused; tell the sender.',
  'ids-mismatch':
    'The lines of the file are not those its header promises. The whole file was refused; tell the sending agency.',
  'bad-card': 'This is not a proper agency card. It was refused; ask the agency for its card.',
  'weak-key': 'The card holds a key that is malformed or unsafe. It was refused; tell that agency by another channel.',
  'card-signature':
    'The card is not signed by the root key it needs. It was refused; tell that agency by another channel.',
  'card-older': 'A newer card of this agency is already known. The older one was refused.',
  'card-fork':
    'A different card with the same serial number is already known. It was refused; ask that agency which one is right.',
  'card-chain':
    'The card does not follow the one known here. It was refused; ask that agency for its cards since then.',
  'card-root':
    'The root key changed without the signature of the old one. It was refused; enrol the agency again by comparing the 60 digits.',
  'card-full':
    'The card has no room for another encryption key. Give a station up first, or let older keys run out; nothing was changed.',
  'card-revocation':
    'The card takes back a revocation or lists a revoked key. It was refused; tell that agency by another channel.',
  'no-recipient-key':
    'The card of the receiving agency has no valid encryption key any more. Ask that agency for its newest card.',
  'own-key': 'Both root keys are the same: this is our own card, not one of another agency.',
  'bad-acknowledgement': 'This text is not a complete acknowledgement. Scan or paste it again.',
} as const;

export type FaultCode = keyof typeof FAULTS;

/** The refusal for a fault; `detail` adds what exactly was wrong, never content. */
export const fault = (code: FaultCode, place: string, detail?: string): Refusal =>
  refusal(code, place, detail === undefined ? FAULTS[code] : `${FAULTS[code]} (${detail})`);
