/**
 * The part of the DevTools protocol the shell speaks, by hand: https://chromedevtools.github.io/devtools-protocol/ (tip of tree).
 * The browser is a program we started ourselves, so its answers are typed here, not parsed.
 */

type Nothing = Readonly<Record<string, never>>;
/** A command without a result of interest. */
type Order<Params> = { params: Params; result: unknown };

export interface TargetInfo {
  readonly targetId: string;
  readonly type: string;
}

export interface HeaderEntry {
  readonly name: string;
  readonly value: string;
}

export interface ExceptionDetails {
  readonly text: string;
  readonly exception?: { readonly description?: string };
}

export interface RemoteObject {
  readonly value?: unknown;
  readonly description?: string;
  readonly objectId?: string;
}

/** Paper in inches. */
export interface CdpPdfOptions {
  readonly landscape: boolean;
  readonly displayHeaderFooter: boolean;
  readonly printBackground: boolean;
  readonly scale: number;
  readonly paperWidth: number;
  readonly paperHeight: number;
  readonly marginTop: number;
  readonly marginBottom: number;
  readonly marginLeft: number;
  readonly marginRight: number;
  readonly pageRanges: string;
  readonly headerTemplate: string;
  readonly footerTemplate: string;
  readonly preferCSSPageSize: boolean;
  readonly generateTaggedPDF: boolean;
  readonly generateDocumentOutline: boolean;
  readonly transferMode: 'ReturnAsStream';
}

export interface CdpCommands {
  'Browser.cancelDownload': Order<{ guid: string }>;
  'Browser.close': Order<Nothing>;
  'Browser.getWindowForTarget': { params: { targetId: string }; result: { windowId: number } };
  'Browser.grantPermissions': Order<{ origin: string; permissions: readonly string[] }>;
  'Browser.setDownloadBehavior': Order<{ behavior: 'default' | 'deny'; eventsEnabled?: boolean }>;
  'Browser.setWindowBounds': Order<{ windowId: number; bounds: { windowState: 'normal' } }>;
  'DOM.getFileInfo': { params: { objectId: string }; result: { path: string } };
  'Emulation.setDeviceMetricsOverride': Order<{
    width: number;
    height: number;
    deviceScaleFactor: number;
    mobile: boolean;
  }>;
  'Emulation.setScriptExecutionDisabled': Order<{ value: boolean }>;
  'Emulation.setTimezoneOverride': Order<{ timezoneId: string }>;
  'Fetch.enable': Order<{ patterns: readonly { urlPattern: string }[] }>;
  'Fetch.failRequest': Order<{ requestId: string; errorReason: 'Aborted' | 'BlockedByClient' | 'Failed' }>;
  'Fetch.fulfillRequest': Order<{
    requestId: string;
    responseCode: number;
    responseHeaders: readonly HeaderEntry[];
    body: string;
  }>;
  'Inspector.enable': Order<Nothing>;
  'IO.close': Order<{ handle: string }>;
  'IO.read': {
    params: { handle: string; size: number };
    result: { data: string; base64Encoded?: boolean; eof: boolean };
  };
  'Page.addScriptToEvaluateOnNewDocument': Order<{ source: string; worldName?: string }>;
  'Page.bringToFront': Order<Nothing>;
  'Page.captureScreenshot': {
    params: { format: 'png'; captureBeyondViewport: boolean };
    result: { data: string };
  };
  'Page.close': Order<Nothing>;
  'Page.enable': Order<Nothing>;
  'Page.navigate': { params: { url: string }; result: { errorText?: string } };
  'Page.printToPDF': { params: CdpPdfOptions; result: { stream: string } };
  'Page.reload': Order<Nothing>;
  'Page.resetNavigationHistory': Order<Nothing>;
  'Runtime.addBinding': Order<{ name: string; executionContextName: string }>;
  'Runtime.callFunctionOn': Order<{
    functionDeclaration: string;
    arguments: readonly { value: string }[];
    uniqueContextId: string;
    silent: boolean;
  }>;
  'Runtime.enable': Order<Nothing>;
  'Runtime.evaluate': {
    params: {
      expression: string;
      uniqueContextId?: string;
      userGesture?: boolean;
      awaitPromise?: boolean;
      returnByValue?: boolean;
    };
    result: { result: RemoteObject; exceptionDetails?: ExceptionDetails };
  };
  'Target.attachToBrowserTarget': { params: Nothing; result: { sessionId: string } };
  'Target.attachToTarget': { params: { targetId: string; flatten: true }; result: { sessionId: string } };
  'Target.closeTarget': Order<{ targetId: string }>;
  'Target.createBrowserContext': { params: Nothing; result: { browserContextId: string } };
  'Target.createTarget': { params: { url: string; browserContextId: string }; result: { targetId: string } };
  'Target.disposeBrowserContext': Order<{ browserContextId: string }>;
  'Target.getTargets': { params: Nothing; result: { targetInfos: readonly TargetInfo[] } };
  'Target.setAutoAttach': Order<{
    autoAttach: boolean;
    waitForDebuggerOnStart: boolean;
    flatten: true;
    filter: readonly ({ type: string } | { exclude: true })[];
  }>;
}

export interface PausedRequest {
  readonly requestId: string;
  readonly frameId: string;
  readonly resourceType: string;
  readonly request: {
    readonly url: string;
    readonly method: string;
    readonly headers: Readonly<Record<string, string>>;
  };
}

export interface CdpEvents {
  'Browser.downloadProgress': {
    guid: string;
    state: 'inProgress' | 'completed' | 'canceled';
    filePath?: string;
  };
  'Browser.downloadWillBegin': { guid: string; url: string };
  'Fetch.requestPaused': PausedRequest;
  'Inspector.targetCrashed': Nothing;
  'Page.frameNavigated': { frame: { parentId?: string; url: string; urlFragment?: string } };
  'Page.loadEventFired': Nothing;
  'Page.windowOpen': { url: string; windowName: string; windowFeatures: readonly string[] };
  'Runtime.bindingCalled': { payload: string; executionContextId: number };
  'Runtime.consoleAPICalled': { type: string; args: readonly RemoteObject[] };
  'Runtime.exceptionThrown': { exceptionDetails: ExceptionDetails };
  'Runtime.executionContextCreated': {
    context: { id: number; uniqueId: string; name: string; auxData: { frameId?: string } };
  };
  'Runtime.executionContextsCleared': Nothing;
  'Target.attachedToTarget': { sessionId: string; targetInfo: TargetInfo };
  'Target.detachedFromTarget': { sessionId: string };
}

export type CdpMethod = keyof CdpCommands;

/** An event as it comes in, told apart by `method`. */
export type CdpEvent = {
  [M in keyof CdpEvents]: {
    readonly method: M;
    readonly params: Readonly<CdpEvents[M]>;
    readonly sessionId?: string;
  };
}[keyof CdpEvents];
