import type { Printer } from '../print/printer.ts';
import { makePrinter as makeShellPrinter } from '../shell/printer.ts';
import { makeElectronPrinter } from './electron-printer.ts';

/** Electron prints with its own engine, so that no browser need be installed; the Chromium shell with a headless browser. */
export const makePrinter = (fontsFolder: string): Printer =>
  process.versions['electron'] ? makeElectronPrinter(fontsFolder) : makeShellPrinter(fontsFolder);
