"""Every verb as it is declared, a module a task; the module that does a verb's work is imported when the verb is called."""
