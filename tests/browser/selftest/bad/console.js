console.warn('a warning nobody should see');
