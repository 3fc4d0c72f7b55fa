/** What is used of it: libsodium as the package builds it for each system. */
declare module 'sodium-native' {
  const sodium: {
    /** RFC 8032; 64, any number of and 32 bytes, other lengths throw. */
    crypto_sign_verify_detached(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean;
  };
  export default sodium;
}
