import { ipcMain } from '../platform/electron.ts';
import { type CallName, contract } from '#shared/contract/contract.ts';
import { answer, type Handlers } from './answer.ts';

/** Registers every call of the contract; a missing handler does not compile. */
export function registerCalls(handlers: Handlers, isOpen: () => boolean): void {
  for (const name of Object.keys(contract) as CallName[]) {
    ipcMain.handle(`call:${name}`, (event, ...args) => answer(name, event, args, handlers[name], isOpen));
  }
}
