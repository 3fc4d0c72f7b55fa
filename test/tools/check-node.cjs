const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 24 || (major === 24 && minor < 9)) {
  console.error(
    `Node ${process.version} is too old: this project needs 24.9 or newer. Use "npm run …" after "npm ci", so that the Node that comes with it is used; on macOS install Node 24 first.`,
  );
  process.exit(1);
}
