module.exports = { common: "from CommonJS", twice: (n) => n * 2 };
