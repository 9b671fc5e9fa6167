alert('planted');
