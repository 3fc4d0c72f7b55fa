/** Command line of every browser we start, with a window or without. */

const COMMON = [
  '--no-first-run',
  '--no-default-browser-check',
  '--no-service-autorun',
  '--disable-background-networking',
  '--disable-breakpad', // crash dumps hold memory, and memory holds case data
  '--disable-client-side-phishing-detection',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-domain-reliability',
  '--disable-edgeupdater',
  '--disable-extensions',
  '--disable-search-engine-choice-screen',
  '--disable-sync',
  '--disable-features=Translate,MediaRouter,OptimizationHints,DialMediaRouteProvider,WebRtcHideLocalIpsWithMdns',
  '--disable-back-forward-cache',
  '--hide-crash-restore-bubble',
  '--password-store=basic',
  '--use-mock-keychain',
  // Nothing of the page's traffic reaches the disk.
  '--disk-cache-size=1',
  '--media-cache-size=1',
  '--disable-gpu-shader-disk-cache',
  // A proxy that is not there keeps the browser itself off the network, without a warning bar; loopback is no exception.
  '--proxy-server=http://127.0.0.1:9',
  '--proxy-bypass-list=<-loopback>',
  '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
  // Edge on Windows restarts itself otherwise, and loses the pipe.
  '--edge-skip-compat-layer-relaunch',
  '--do-not-de-elevate',
] as const;

/** Chromium's sandbox cannot run as root, nor from the bundled browser; --test-type spares the warning bar. */
const WITHOUT_SANDBOX = ['--no-sandbox', '--test-type'] as const;

/** All but the page to open. `profile` is a folder of ours, private to this start. */
export function browserFlags(options: { readonly profile: string; readonly hasNoSandbox: boolean }): readonly string[] {
  return [`--user-data-dir=${options.profile}`, ...COMMON, ...(options.hasNoSandbox ? WITHOUT_SANDBOX : [])];
}
