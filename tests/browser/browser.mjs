// Where a Chromium is found, and how it is started.
export const BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

// The sandbox does not work for root in a container, and the only pages opened are our own. The
// rest keeps Chromium from talking to its maker while we count requests.
export const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
