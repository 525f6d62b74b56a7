@echo off
rem Finds a Python that will do and lets it make the environment once and start the program (see the folder start).
rem ASCII only, CRLF: cmd reads its own file in the console's code page. What a person reads is written by Python, or is in a file.
setlocal EnableExtensions DisableDelayedExpansion
chcp 65001 >nul
title Dan van kheo
rem The Python install manager would otherwise fetch each version that is asked for.
set "PYTHON_MANAGER_AUTOMATIC_INSTALL=false"

set "START=%~dp0chuong-trinh\start"
if not exist "%START%\__main__.py" set "START=%~dp0..\start"
if not exist "%START%\__main__.py" goto packed

set "RUN="
set "OPTION="
rem First a Python that the packages beside it are for, then any for which they have to come from the internet.
for %%F in (--fits --fits-online) do call :find %%F
if not defined RUN goto missing

call "%RUN%" %OPTION% "%START%" %*
set "CODE=%ERRORLEVEL%"
if "%CODE%"=="0" exit /b 0
echo.
pause
exit /b %CODE%

:find
for %%V in (3.15 3.14 3.13 3.12 3.11) do call :try %1 py -%%V
for %%V in (python python3) do call :try %1 %%V
for %%V in (315 314 313 312 311) do call :try %1 "%LOCALAPPDATA%\Programs\Python\Python%%V\python.exe"
for %%V in (315 314 313 312 311) do call :try %1 "%ProgramFiles%\Python%%V\python.exe"
exit /b 0

:try
rem The Microsoft Store's stand-in for a missing Python leaves with 9009, an older Python with 1: neither is taken.
if defined RUN exit /b 0
call "%~2" %~3 "%START%" %1 >nul 2>nul
if not "%ERRORLEVEL%"=="0" exit /b 0
set "RUN=%~2"
set "OPTION=%~3"
exit /b 0

:missing
type "%START%\thieu-python.txt"
echo.
pause
exit /b 2

:packed
echo Hay giai nen ca tep ZIP vao mot thu muc, roi mo lai chay-danvan.cmd trong thu muc do.
echo (Extract the whole ZIP file first, then open chay-danvan.cmd in that folder.)
echo.
pause
exit /b 2
