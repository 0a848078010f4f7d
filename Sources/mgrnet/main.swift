import MgrnetCLI

Mgrnet.main()
