"""The command line: `main.main()` is the program `fluxion`; one file of commands per domain, imported only when called."""
