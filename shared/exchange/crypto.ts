/** What the pure parts of the exchange need from a crypto library; electron/keys supplies it. */

/** SHA-256 of the concatenation of the parts: 32 bytes. */
export type Sha256 = (...parts: readonly Uint8Array[]) => Uint8Array;

export interface Ed25519 {
  /** RFC 8032 verification. False for a signature or key of the wrong size; never throws on input. */
  readonly verify: (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean;
  /** 32 bytes, canonical encoding, on the curve, of the prime order: no small-order and no mixed-order point. */
  readonly isSoundKey: (publicKey: Uint8Array) => boolean;
}

export interface ExchangeCrypto {
  readonly sha256: Sha256;
  readonly ed25519: Ed25519;
}
