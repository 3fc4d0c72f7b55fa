import type { InlineConfig } from 'vite';

/** What a build is made from; all paths absolute. */
export interface Project {
  readonly outDir: string;
  readonly main: string;
  readonly preload: string;
  readonly worker?: string;
  /** Checks signatures beside the worker. */
  readonly checkThread?: string;
  readonly cli?: string;
  /** Folder of index.html. */
  readonly renderer: string;
  /** From (below the repository) → to (below outDir/assets). */
  readonly assets?: readonly (readonly [source: string, target: string])[];
}

export interface Bundle {
  readonly entry: string;
  /** Below outDir. */
  readonly file: string;
  readonly format: 'cjs' | 'es' | 'iife';
  readonly runsIn: 'node' | 'preload' | 'page';
}

export const ROOT: string;
export const PRODUCT: Project;
export const ASSETS: NonNullable<Project['assets']>;
export function bundlesOf(project: Project): readonly Bundle[];
export function bundleConfig(bundle: Bundle, outDir: string): InlineConfig;
export function rendererConfig(project: Project, outDir: string): Promise<InlineConfig>;
export function copyFiles(project: Project, outDir: string, options?: { readonly isDev?: boolean }): Promise<void>;
export function buildApp(project: Project, options?: { readonly stamp?: string }): Promise<void>;
