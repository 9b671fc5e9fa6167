document.documentElement.className = 'shown';
